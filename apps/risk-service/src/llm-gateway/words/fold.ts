/** Letters without case, width and invisible characters; see {@link foldUnit}. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
const HAN = /\p{Script=Han}/u;
const SPACE = /\s/u;

/** What {@link foldedUnit} says of invisible characters. */
export const DROPPED = 0xfffe;
/** What {@link foldedUnit} says where a unit folds into several, or is a half of a character. */
export const LONGER = 0xffff;
export const SPACE_UNIT = 0x20;

/** Folded form of each UTF-16 unit: itself a unit, DROPPED, or LONGER, which means that it stands in {@link longer}. */
const table = new Uint16Array(0x10000);
const longer = new Map<number, readonly number[]>();
const hanUnits = new Uint8Array(0x10000);
for (let unit = 0; unit < 0x10000; unit += 1) fill(unit);

/** Folded form of one UTF-16 unit where that is one unit, else {@link DROPPED} or {@link LONGER}. */
export function foldedUnit(unit: number): number {
  return table[unit] ?? LONGER;
}

/** Whether white space after this unit is dropped. */
export function isHan(unit: number): boolean {
  return hanUnits[unit] === 1;
}

function fill(unit: number): void {
  const character = String.fromCharCode(unit);
  if (SPACE.test(character)) table[unit] = SPACE_UNIT;
  else if (INVISIBLE.test(character)) table[unit] = DROPPED;
  else {
    const folded = foldedUnits(character);
    const [only] = folded;
    if (!isHalf(unit) && folded.length === 1 && only !== undefined && only < DROPPED) table[unit] = only;
    else {
      table[unit] = LONGER;
      longer.set(unit, folded);
    }
    if (HAN.test(character)) hanUnits[unit] = 1;
  }
}

/** Whether a unit is one half of a character beyond the basic plane. */
function isHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** The units of a character, compatibility-decomposed and in lower case, so that all ways of writing it look alike. */
function foldedUnits(character: string): number[] {
  const folded = character.normalize('NFKD').toLowerCase().normalize('NFKD');
  return Array.from({ length: folded.length }, (_, at) => folded.charCodeAt(at));
}

/**
 * Folds texts unit by unit: NFKD and lower case, which makes full-width, half-width and composed letters alike; invisible
 * characters are dropped, runs of white space become one space, and white space after a Han character is dropped. Texts may
 * come in pieces.
 */
export class Folder {
  #afterSpace = true;
  #afterHan = false;
  #high = 0;

  /** Hands on the folded units of one UTF-16 unit: none, one or several. */
  feed(unit: number, take: (folded: number) => void): void {
    const folded = table[unit] ?? LONGER;
    if (folded === DROPPED) return;
    if (folded === SPACE_UNIT) {
      if (!this.#afterSpace && !this.#afterHan) take(SPACE_UNIT);
      this.#afterSpace = true;
      return;
    }
    this.#afterSpace = false;
    this.#afterHan = hanUnits[unit] === 1;
    if (folded !== LONGER) take(folded);
    else if (unit >= 0xd800 && unit <= 0xdbff) this.#high = unit;
    else if (unit >= 0xdc00 && unit <= 0xdfff) this.#pair(unit, take);
    else for (const each of longer.get(unit) ?? []) take(each);
  }

  /** A character beyond the basic plane, such as 𝐀, in two halves. */
  #pair(low: number, take: (folded: number) => void): void {
    const character = String.fromCharCode(this.#high, low);
    this.#high = 0;
    if (INVISIBLE.test(character)) return;
    this.#afterHan = HAN.test(character);
    for (const each of foldedUnits(character)) take(each);
  }
}

/** A whole text, folded. */
export function fold(text: string): number[] {
  const folder = new Folder();
  const units: number[] = [];
  for (let at = 0; at < text.length; at += 1) folder.feed(text.charCodeAt(at), (unit) => units.push(unit));
  // White space at the end is no part of a word.
  if (units.at(-1) === SPACE_UNIT) units.pop();
  return units;
}
