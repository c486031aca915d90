import { fold } from '../../text/folding.js';
import { tokenise } from '../../text/tokeniser.js';
import { unitOf } from '../../text/units.js';

/** Whether a query is nothing but a part number, whole or begun: one word of letters and digits such as `SC-141`, and no measure. */
export function isPartNumber(query: string): boolean {
  const word = fold(query.trim());
  if (/\s/u.test(word) || !/[a-z]/.test(word) || !/\d/.test(word)) return false;
  const tokens = tokenise(word);
  return tokens.every(({ kind, surface }) => kind !== 'han' && unitOf(surface) === undefined);
}
