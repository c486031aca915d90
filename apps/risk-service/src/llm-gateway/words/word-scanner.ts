import type { Matcher, Word } from './word-list.js';
import { Folder } from './fold.js';

/** A part of a text and the character that takes the place of each of its units. */
export interface Mask {
  readonly start: number;
  readonly end: number;
  readonly fill: string;
}

export interface Found {
  readonly word: Word;
  /** Where the word stands; the text between the parts, such as invisible characters, is not part of it. */
  readonly masks: readonly Mask[];
}

/** What is trimmed to the longest pattern when it has grown to this many units. */
const MAX_REMEMBERED = 4_096;

/** Looks for words in one text that may come in pieces. Offsets count the UTF-16 units of the whole text. */
export class WordScanner {
  readonly #matcher: Matcher;
  readonly #found: (found: Found) => void;
  readonly #folder = new Folder();
  #state = 0;
  #offset = 0;
  /** Where the folded units came from that may be part of a word. */
  #starts: number[] = [];
  #ends: number[] = [];
  #fills: string[] = [];
  #start = 0;
  #end = 0;
  #fill = '*';
  #halfOpen = false;

  constructor(matcher: Matcher, found: (found: Found) => void) {
    this.#matcher = matcher;
    this.#found = found;
  }

  /** How much of the text has been seen. */
  get offset(): number {
    return this.#offset;
  }

  /** What stands before this offset can no longer become part of a word that is masked or blocked. */
  get settledTo(): number {
    const pending = this.#matcher.automaton.pending(this.#state);
    if (pending > 0) return this.#starts[this.#starts.length - pending] ?? 0;
    return this.#halfOpen ? this.#start : this.#offset;
  }

  feed(text: string): void {
    for (let at = 0; at < text.length; at += 1) {
      this.unit(text.charCodeAt(at), this.#offset, this.#offset + 1, '*');
      this.#offset += 1;
    }
  }

  /** Takes one unit of text that stands at `[start, end)` of what is transmitted; an empty `fill` is never written over it. */
  unit(unit: number, start: number, end: number, fill: string): void {
    // The second half of a character belongs to the first.
    const second = this.#halfOpen && unit >= 0xdc00 && unit <= 0xdfff;
    this.#start = second ? this.#start : start;
    this.#halfOpen = unit >= 0xd800 && unit <= 0xdbff;
    this.#end = end;
    this.#fill = fill;
    this.#folder.feed(unit, this.#take);
  }

  /** Moves the end of what has been seen, when units were given one by one. */
  advanceTo(offset: number): void {
    this.#offset = offset;
  }

  /** Nothing that follows belongs to what came before. */
  breakOff(): void {
    this.#state = 0;
    this.#halfOpen = false;
    this.#forget(0);
  }

  readonly #take = (folded: number): void => {
    const { automaton } = this.#matcher;
    this.#state = automaton.step(this.#state, folded);
    if (this.#state === 0) {
      if (this.#starts.length > 0) this.#forget(0);
      return;
    }
    this.#starts.push(this.#start);
    this.#ends.push(this.#end);
    this.#fills.push(this.#fill);
    automaton.matches(this.#state, this.#match);
    if (this.#starts.length > MAX_REMEMBERED) this.#forget(automaton.depth(this.#state));
  };

  readonly #match = (pattern: number): void => {
    const word = this.#matcher.words[pattern];
    if (word === undefined) return;
    const masks: Mask[] = [];
    for (let at = this.#starts.length - word.length; at < this.#starts.length; at += 1) {
      const fill = this.#fills[at];
      if (fill) masks.push({ start: this.#starts[at] ?? 0, end: this.#ends[at] ?? 0, fill });
    }
    this.#found({ word, masks });
  };

  #forget(keep: number): void {
    const from = this.#starts.length - keep;
    this.#starts = keep === 0 ? [] : this.#starts.slice(from);
    this.#ends = keep === 0 ? [] : this.#ends.slice(from);
    this.#fills = keep === 0 ? [] : this.#fills.slice(from);
  }
}

/** Writes masks over a text that begins at `offset`. */
export function masked(text: string, offset: number, masks: readonly Mask[]): string {
  const units = text.split('');
  for (const { start, end, fill } of masks) {
    for (let at = Math.max(0, start - offset); at < Math.min(units.length, end - offset); at += 1) units[at] = fill;
  }
  return units.join('');
}
