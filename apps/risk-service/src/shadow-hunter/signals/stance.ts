import { simplified } from '../../text/simplified.js';
import * as words from './denials.js';

/** How a sentence takes a finding: it reports it, it says the opposite, or it only speaks of the possibility. */
export type Stance = 'asserted' | 'denied' | 'supposed';

/** No further back than this does a denial reach. */
const REACH_CHARACTERS = 160;
/** A supposition stands close to what is supposed. */
const SUPPOSED_WITHIN_CHARACTERS = 60;
/** A denial behind the finding stands in the same breath. */
const AFTER_WITHIN_CHARACTERS = 60;

/** Where a new statement begins within a sentence: a denial before it does not reach beyond. */
const NEW_STATEMENT =
  /[;；]|\.\s+(?=\p{Lu})|(?:[,，]\s*)?\b(?:but|however|although|though|yet|whereas|while|instead|except|pero|sino|aunque|mientras|но|однако)\b|但是?|不过|然而|却|而是|,\s*(?:and |y )?(?:(?:it|they|he|she|which|who|that|the (?:company|firm|group|business|directors?)|its (?:directors?|owners?|managers?)|la empresa|la sociedad) )?(?:also |later |then |since |now |subsequently |nevertheless )?(?:was|were|is|are|has|have|had|faces?|owes?|fue|est[aá]|ha sido|qued[oó])\b|\b(?:and|y) (?:(?:it|they|he|she|the (?:company|firm)|its (?:directors?|owners?)) )?(?:also |later |then |is |was )?(?:was|were|is|are|has|have|had|faces?|owes?|fue|est[aá]|qued[oó])\b|，|\b(?:before|after|because|when|until|since) (?:it|its|he|she|they|the|\p{Lu}\p{Ll})/giu;
/** The same for a denial of a whole statement, which reaches over commas. */
const NEW_SENTENCE =
  /[;；]|\.\s+(?=\p{Lu})|\b(?:but|however|although|though|yet|whereas|pero|aunque|но|однако)\b|但是?|不过|然而/giu;

/** The sentence as findings are looked for in it: simplified characters, with mere names blanked out; of the same length. */
export function readable(sentence: string): string {
  return words.MERE_NAMES.reduce(
    (text, pattern) => text.replace(pattern, (name) => ' '.repeat(name.length)),
    simplified(sentence),
  );
}

/** How a readable sentence takes what stands in it from `start` to `end`. */
export function stanceOn(sentence: string, start: number, end: number): Stance {
  const before = sentence.slice(Math.max(0, start - REACH_CHARACTERS), start);
  const found = sentence.slice(start, end);
  const after = sentence.slice(end);
  if (deniedWithin(found) || deniedBefore(before, found) || deniedAfter(after)) return 'denied';
  if (words.ASKS.test(sentence) || supposed(before)) return 'supposed';
  return 'asserted';
}

function deniedBefore(before: string, found: string): boolean {
  const statement = lastPart(before, NEW_SENTENCE);
  const wide = lastMatch(statement, words.DENIES_A_STATEMENT);
  if (wide !== undefined && !remedied(statement.slice(wide.end), found)) return true;
  const clause = lastPart(before, NEW_STATEMENT);
  return words.DENIES_BEFORE.some((pattern) =>
    [...clause.matchAll(pattern)].some((match) => {
      const from = clause.slice(match.index);
      return !words.DENIES_NOTHING.test(from + found) && !remedied(from.slice(match[0].length), found);
    }),
  );
}

/** "not" + "complied with the" + "judgment": what is denied lies between the denial and the finding. */
function remedied(between: string, found: string): boolean {
  return words.DENIES_A_REMEDY.test(between) || /^(?:履行|执行)/u.test(found);
}

/** "appears on none of the sanctions lists": the denial lies within what was found. */
function deniedWithin(found: string): boolean {
  // A finding that is a denial itself, "no ha pagado", is not denied by it.
  const inner = found.replace(/^\S+/u, '');
  return /\b(?:none|neither|no|ning[uú]n\p{L}*)\b(?!\s*[.:#]?\s*\d)|\bnot (?:on|in|under|any)\b/iu.test(inner);
}

function deniedAfter(after: string): boolean {
  if (words.VALUE_NONE.test(after) || words.VALUE_NONE_AT_END.test(after)) return true;
  const near = firstPart(
    after,
    /[;；。]|\.\s|\b(?:but|however|although|because|after|when|until|pero|aunque)\b|但/iu,
  ).slice(0, AFTER_WITHIN_CHARACTERS);
  const match = words.DENIES_AFTER.exec(near);
  return match !== null && !words.OF_SOMETHING_ELSE.test(near.slice(0, match.index));
}

function supposed(before: string): boolean {
  const clause = lastPart(before, NEW_SENTENCE).slice(-SUPPOSED_WITHIN_CHARACTERS);
  return [...clause.matchAll(words.SUPPOSES)].some((match) => !breaks(clause.slice(match.index + match[0].length)));
}

function breaks(between: string): boolean {
  NEW_STATEMENT.lastIndex = 0;
  return NEW_STATEMENT.test(between);
}

function lastPart(text: string, border: RegExp): string {
  const last = [...text.matchAll(border)].at(-1);
  return last === undefined ? text : text.slice(last.index + last[0].length);
}

function firstPart(text: string, border: RegExp): string {
  const at = text.search(border);
  return at < 0 ? text : text.slice(0, at);
}

function lastMatch(text: string, pattern: RegExp): { end: number } | undefined {
  const match = [...text.matchAll(pattern)].at(-1);
  return match === undefined ? undefined : { end: match.index + match[0].length };
}
