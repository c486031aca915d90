/** One page of the made-up web. */
export interface WebPage {
  /** Site and path, without `/web/`: `registry-gb.example/company/09312744`. May hold a query string (tracking duplicates). */
  url: string;
  title: string;
  language: 'en' | 'zh' | 'es';
  /** ISO 3166 code of the country it is about, for `gl`. */
  country: string | null;
  /** `YYYY-MM-DD`, null when the page does not say. */
  date: string | null;
  /** How the bytes are encoded; default utf-8. */
  encoding?: 'utf-8' | 'gbk';
  paragraphs: string[];
  /** Label and value rows, shown as a table. */
  facts?: Record<string, string>;
}

/** The words of a page without its title, one paragraph or fact a line. */
export function textOf(page: WebPage): string {
  const facts = Object.entries(page.facts ?? {}).map(([label, value]) => `${label}: ${value}`);
  return [...facts, ...page.paragraphs].join('\n');
}
