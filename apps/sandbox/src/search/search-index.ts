import { concepts } from '../text/glossary.js';
import { languageOf, normalise } from '../text/normalise.js';
import { terms } from '../text/words.js';
import type { WebPage } from '../web/page.js';
import { textOf } from '../web/page.js';
import { parseQuery, type Query } from './query.js';
import { snippetOf } from './snippet.js';

export interface SearchHit {
  page: WebPage;
  score: number;
  snippet: string;
}

interface Entry {
  page: WebPage;
  text: string;
  folded: string;
  counts: Map<string, number>;
  length: number;
}

const k1 = 1.2;
const b = 0.75;
const titleWeight = 3;
const conceptWeight = 0.6;
/** A page must cover this share of the query's weight: an unknown company finds nothing rather than anything. */
const minCoverage = 0.3;

/** BM25 over titles and texts, with trade concepts across languages, phrases, `site:` and `-word`. */
export class SearchIndex {
  private readonly entries: Entry[];
  private readonly documentFrequency = new Map<string, number>();
  private readonly averageLength: number;

  constructor(pages: readonly WebPage[]) {
    this.entries = pages.map(entryOf);
    for (const { counts } of this.entries) {
      for (const feature of counts.keys())
        this.documentFrequency.set(feature, (this.documentFrequency.get(feature) ?? 0) + 1);
    }
    this.averageLength = this.entries.reduce((sum, { length }) => sum + length, 0) / Math.max(1, this.entries.length);
  }

  search(
    q: string,
    options: { limit: number; country?: string | undefined; language?: string | undefined },
  ): SearchHit[] {
    const query = parseQuery(q);
    const features = featuresOf(query.text);
    const total = [...features].reduce((sum, feature) => sum + this.idf(feature), 0);
    return this.entries
      .filter((entry) => allowed(entry, query))
      .map((entry) => ({ entry, ...this.score(entry, features) }))
      .filter(({ covered }) => (total === 0 ? query.site !== null : covered / total >= minCoverage))
      .map(({ entry, score }) => ({ entry, score: score * preference(entry.page, options, q) }))
      .sort((x, y) => y.score - x.score || x.entry.page.url.localeCompare(y.entry.page.url))
      .slice(0, options.limit)
      .map(({ entry, score }) => ({ page: entry.page, score, snippet: snippetOf(entry.text, features) }));
  }

  private score(entry: Entry, features: Set<string>): { score: number; covered: number } {
    let score = 0;
    let covered = 0;
    for (const feature of features) {
      const count = entry.counts.get(feature);
      if (count === undefined) continue;
      const idf = this.idf(feature);
      covered += idf;
      score += (idf * count * (k1 + 1)) / (count + k1 * (1 - b + (b * entry.length) / this.averageLength));
    }
    return { score, covered };
  }

  /** A word no page has still weighs, so that a query of unknown words covers nothing; a concept of other words does not. */
  private idf(feature: string): number {
    const holders = this.documentFrequency.get(feature) ?? 0;
    const idf = Math.log(1 + (this.entries.length - holders + 0.5) / (holders + 0.5));
    if (feature.startsWith('c')) return holders === 0 ? 0 : idf * conceptWeight;
    return idf;
  }
}

function entryOf(page: WebPage): Entry {
  const text = textOf(page);
  const counts = new Map<string, number>();
  const count = (feature: string, weight: number) => counts.set(feature, (counts.get(feature) ?? 0) + weight);
  for (const feature of listFeatures(text)) count(feature, 1);
  for (const feature of listFeatures(page.title)) count(feature, titleWeight);
  return { page, text, folded: normalise(`${page.title}\n${text}`), counts, length: terms(text).length };
}

function listFeatures(text: string): string[] {
  return [...terms(text).map((term) => `w${term}`), ...concepts(text).map((concept) => `c${concept}`)];
}

function featuresOf(text: string): Set<string> {
  return new Set(listFeatures(text));
}

function allowed(entry: Entry, query: Query): boolean {
  if (query.site !== null && !entry.page.url.startsWith(query.site)) return false;
  if (query.phrases.some((phrase) => !entry.folded.includes(normalise(phrase)))) return false;
  return !query.excluded.some((word) => entry.folded.includes(normalise(word)));
}

/** The asked language and country go first, all else being equal. */
function preference(
  page: WebPage,
  options: { country?: string | undefined; language?: string | undefined },
  q: string,
): number {
  const language = options.language?.slice(0, 2).toLowerCase() ?? languageOf(q);
  const country = options.country?.toUpperCase();
  return (page.language === language ? 1.15 : 1) * (country !== undefined && page.country === country ? 1.2 : 1);
}
