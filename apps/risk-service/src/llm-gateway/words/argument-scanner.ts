import type { Found } from './word-scanner.js';
import { WordScanner } from './word-scanner.js';
import type { Matcher } from './word-list.js';

const SHORT_ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const STRUCTURE = /["\\{}[\],:]/;

/**
 * Looks for words in the arguments of a tool call: JSON that comes in pieces, in which a word may be written with
 * escapes. What is written over a word leaves the JSON valid: escapes of one character and structure stay, digits outside
 * of strings become other digits.
 */
export class ArgumentScanner {
  readonly #scanner: WordScanner;
  #offset = 0;
  #inString = false;
  /** An escape so far, without its backslash; undefined outside of one. */
  #escape: string | undefined;
  #escapeStart = 0;

  constructor(matcher: Matcher, found: (found: Found) => void) {
    this.#scanner = new WordScanner(matcher, found);
  }

  get offset(): number {
    return this.#offset;
  }

  get settledTo(): number {
    const settled = this.#scanner.settledTo;
    return this.#escape === undefined ? settled : Math.min(settled, this.#escapeStart);
  }

  feed(text: string): void {
    for (const character of text.split('')) {
      this.#take(character);
      this.#offset += 1;
    }
    this.#scanner.advanceTo(this.#offset);
  }

  breakOff(): void {
    this.#escape = undefined;
    this.#scanner.breakOff();
  }

  #take(character: string): void {
    if (this.#escape !== undefined) this.#continueEscape(character);
    else if (character === '\\' && this.#inString) {
      this.#escape = '';
      this.#escapeStart = this.#offset;
    } else {
      if (character === '"') this.#inString = !this.#inString;
      this.#unit(character, this.#offset, this.#fillOf(character));
    }
  }

  #continueEscape(character: string): void {
    const escape = (this.#escape ?? '') + character;
    if (escape.startsWith('u') && escape.length < 5) {
      this.#escape = escape;
      return;
    }
    this.#escape = undefined;
    if (escape.startsWith('u')) {
      const unit = Number.parseInt(escape.slice(1), 16);
      if (!Number.isNaN(unit)) this.#unit(String.fromCharCode(unit), this.#escapeStart, '*');
    } else this.#unit(SHORT_ESCAPES[escape] ?? escape, this.#escapeStart, '');
  }

  #fillOf(character: string): string {
    if (STRUCTURE.test(character)) return '';
    if (this.#inString) return '*';
    return /\d/.test(character) ? '1' : '';
  }

  #unit(character: string, start: number, fill: string): void {
    this.#scanner.unit(character.charCodeAt(0), start, this.#offset + 1, fill);
  }
}
