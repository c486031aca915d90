import { oneSlipFrom } from './spelling.js';
import { unitOf } from './units.js';

/** Shorter numbers have too many neighbours, longer ones are copied and not typed. */
const MIN_CHARACTERS = 5;
const MAX_CHARACTERS = 24;
/** Digits alone are a quantity or a size up to here, an article number beyond. */
const MIN_DIGITS = 6;
const PART = /^(?=.*[a-z])(?=.*\d)[a-z\d]+$/;
const DIGITS = /^\d+$/;
const MEASURE = /^[\d.]+([a-z]+)$/;
const SIZE = /^\d+(?:x\d+)+$/;
/** Taken for one another in print and on the phone. */
const LOOKALIKES = ['0od', '1il', '2z', '5s', '6g', '8b', 'uv', 'mn'];

/** Whether a term may be a mistyped article or model number: long enough, and neither a measure such as `500ml` nor a size. */
export function mayBeMistyped(term: string): boolean {
  if (term.length < MIN_CHARACTERS || term.length > MAX_CHARACTERS) return false;
  if (DIGITS.test(term)) return term.length >= MIN_DIGITS;
  const unit = MEASURE.exec(term)?.[1];
  return PART.test(term) && !SIZE.test(term) && (unit === undefined || unitOf(unit) === undefined);
}

/** Every number one slip of the keys away, with letters only where there are letters. */
export function numbersOneSlipFrom(term: string): string[] {
  return oneSlipFrom(term, DIGITS.test(term) ? '0123456789' : '0123456789abcdefghijklmnopqrstuvwxyz');
}

/**
 * How unlikely it is that who wrote `written` meant `meant`, one slip away: 0 for characters that look alike, 1 for neighbours
 * swapped, 2 for one too many or too few, 3 for one in place of any other.
 */
export function unlikelihood(written: string, meant: string): number {
  if (written.length !== meant.length) return 2;
  const differing = [...written].flatMap((character, at) => (character === meant[at] ? [] : [at]));
  if (differing.length > 1) return 1;
  const [at = 0] = differing;
  return LOOKALIKES.some((alike) => alike.includes(written.charAt(at)) && alike.includes(meant.charAt(at))) ? 0 : 3;
}
