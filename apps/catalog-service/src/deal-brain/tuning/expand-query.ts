import type { SynonymGroup } from '@tradewind/contracts';
import { tokenise } from '../../text/tokeniser.js';

/** Each is a search of its own. */
const MAX_EXPANSIONS = 3;

/**
 * What else to search for: terms that a tenant's synonyms put beside those of the query, in the order of the groups. A phrase is
 * in the query when its words follow each other there, whatever their inflection.
 */
export function expansionsOf(query: string, synonyms: readonly SynonymGroup[]): string[] {
  const asked = termsOf(query);
  const expansions = new Set<string>();
  for (const { terms, means } of synonyms) {
    if (!terms.some((term) => follows(asked, termsOf(term)))) continue;
    for (const other of means ?? terms) if (!follows(asked, termsOf(other))) expansions.add(other);
  }
  return [...expansions].slice(0, MAX_EXPANSIONS);
}

function termsOf(text: string): string[] {
  return tokenise(text).map(({ term }) => term);
}

function follows(terms: readonly string[], phrase: readonly string[]): boolean {
  if (phrase.length === 0) return false;
  return terms.some((_, at) => phrase.every((term, offset) => terms[at + offset] === term));
}
