import { fold } from '../../text/folding.js';
import { tokenise } from '../../text/tokeniser.js';
import { unitOf } from '../../text/units.js';

const MEASURE = /^[\d.,]+([a-z]+)$/;

/** Whether a query is nothing but a part number, whole or begun: one word of letters and digits such as `SC-141` or `KL202M`, and no measure. */
export function isPartNumber(query: string): boolean {
  const word = fold(query.trim());
  if (/\s/u.test(word) || !/[a-z]/.test(word) || !/\d/.test(word)) return false;
  const unit = MEASURE.exec(word)?.[1];
  if (unit !== undefined && unitOf(unit) !== undefined) return false;
  return tokenise(word).every(({ kind }) => kind !== 'han' && kind !== 'pair');
}
