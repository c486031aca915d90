import { isStopWord } from '../../text/stop-words.js';
import { tokenise, type Token } from '../../text/tokeniser.js';

/** A long inquiry repeats itself; more terms cost time and change nothing. */
const MAX_TERMS = 96;

/** The different terms of a query, without stop words unless it has nothing else. */
export function queryTerms(query: string): Token[] {
  const byTerm = new Map<string, Token>();
  // The first of equal terms, but a word rather than the pair of characters inside another word.
  for (const token of tokenise(query)) {
    const before = byTerm.get(token.term);
    if (before === undefined || (before.kind === 'pair' && token.kind !== 'pair')) byTerm.set(token.term, token);
  }
  const tokens = [...byTerm.values()];
  const telling = tokens.filter(({ surface }) => !isStopWord(surface));
  return (telling.length > 0 ? telling : tokens).slice(0, MAX_TERMS);
}
