import { isStopWord } from '../../text/stop-words.js';
import { tokenise, type Token } from '../../text/tokeniser.js';

/** A long inquiry repeats itself; more terms cost time and change nothing. */
const MAX_TERMS = 96;

/** The different terms of a query, without stop words unless it has nothing else. */
export function queryTerms(query: string): Token[] {
  const tokens = [...new Map(tokenise(query).map((token) => [token.term, token])).values()];
  const telling = tokens.filter(({ surface }) => !isStopWord(surface));
  return (telling.length > 0 ? telling : tokens).slice(0, MAX_TERMS);
}
