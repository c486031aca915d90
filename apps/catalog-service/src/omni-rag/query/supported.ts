import { tokenise } from '../../text/tokeniser.js';

/**
 * Whether every figure and part number of a sentence stands in what it cites (or in the question, whose words an answer may repeat).
 * They are what a reader would act on, and what can be checked without another model.
 */
export function isSupported(sentence: string, cited: readonly string[], question: string): boolean {
  const given = new Set(tokenise([...cited, question].join('\n')).map(({ term }) => canonical(term)));
  return tokenise(sentence).every(
    ({ term, kind }) => (kind !== 'number' && kind !== 'part') || !/\d/.test(term) || given.has(canonical(term)),
  );
}

/** "3.20" and "3.2" are one number. */
function canonical(term: string): string {
  return /^\d+(?:\.\d+)?$/.test(term) ? String(Number(term)) : term;
}
