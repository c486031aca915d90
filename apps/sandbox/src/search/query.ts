export interface Query {
  /** All words, those in phrases included. */
  text: string;
  phrases: string[];
  site: string | null;
  excluded: string[];
}

/** `"exact phrase"`, `site:host`, `-word`; `OR` and brackets are read as blanks. */
export function parseQuery(q: string): Query {
  const phrases = [...q.matchAll(/["“”]([^"“”]+)["“”]/g)].map((match) => match[1]?.trim() ?? '').filter(Boolean);
  const site = /(?:^|\s)site:(\S+)/i.exec(q)?.[1]?.replace(/^https?:\/\//, '') ?? null;
  const excluded = [...q.matchAll(/(?:^|\s)-(\p{L}[\p{L}\p{N}]*)/gu)].map((match) => match[1] ?? '');
  const text = q
    .replace(/(?:^|\s)site:\S+/gi, ' ')
    .replace(/(?:^|\s)-\p{L}[\p{L}\p{N}]*/gu, ' ')
    .replace(/["“”()]|\bOR\b|\bAND\b/g, ' ');
  // Alternatives cannot all be demanded, so with OR the phrases only rank.
  return { text, phrases: /\bOR\b/.test(q) ? [] : phrases, site, excluded };
}
