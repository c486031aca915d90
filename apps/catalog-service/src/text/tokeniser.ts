import { fold } from './folding.js';
import { hanWords } from './han-words.js';
import { stem } from './stem.js';
import { unitOf } from './units.js';

/**
 * `word`: letters of an alphabet, stemmed. `number`: digits. `part`: letters and digits, or hyphened words, joined (`sc141`, `500ml`).
 * `han`: a word of Han characters; `pair`: two neighbours inside one.
 */
export type TokenKind = 'word' | 'number' | 'part' | 'han' | 'pair';

export interface Token {
  /** What is stored and searched. */
  term: string;
  kind: TokenKind;
  /** The folded spelling in the text, before stemming. */
  surface: string;
}

/** Longer runs are no words: encoded data, say. */
const MAX_TERM_CHARACTERS = 64;
const HAN = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー`;
const LETTER_OR_DIGIT = String.raw`(?:(?![${HAN}])[\p{L}\p{M}\p{N}])`;
/** A run of Han, or a compound such as `sc-141`, `3.5mm`, `1,000`, `double-wall`. */
const RUNS = new RegExp(String.raw`[${HAN}]+|${LETTER_OR_DIGIT}+(?:[-_./,]${LETTER_OR_DIGIT}+)*`, 'gu');
const HAN_RUN = new RegExp(`^[${HAN}]`, 'u');
const PIECES = /\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}]+|[^\p{L}\p{M}\p{N}]+/gu;
const THOUSANDS = /^\d{1,3}(?:,\d{3})+$/;
/** The cross between two measures, however it is written: `40 x 30`, `40×30`, `M8 * 40`. */
const CROSS = /(?<=\d)\s*[x×*]\s*(?=\d)/g;

/**
 * Cuts a text into search terms, in order, with repetitions. Documents and queries go through this one function, so that they meet.
 * Letters are split from digits and also kept joined, so `SC-141` is found as `sc141`, `SC 141` and `141`. `500 ml`, `500ML` and
 * `500毫升` all give `500ml`, `40 x 30 cm` and `40×30cm` both `40x30`.
 */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  const folded = fold(text).replace(CROSS, 'x');
  let numberBefore: { value: string; end: number } | undefined;
  for (const match of folded.matchAll(RUNS)) {
    const run = match[0];
    const gap = numberBefore && folded.slice(numberBefore.end, match.index);
    const before = gap !== undefined && gap.trim() === '' ? numberBefore?.value : undefined;
    numberBefore = undefined;
    if (HAN_RUN.test(run)) {
      addHan(tokens, run, before);
    } else {
      const pieces = piecesOf(run);
      addCompound(tokens, pieces, before);
      const last = pieces.at(-1);
      if (last?.kind === 'number') numberBefore = { value: last.text, end: match.index + run.length };
    }
  }
  return tokens.filter(({ term }) => term.length <= MAX_TERM_CHARACTERS);
}

/** The different terms of a text, in order of first appearance. */
export function termsOf(text: string): string[] {
  return [...new Set(tokenise(text).map(({ term }) => term))];
}

interface Piece {
  text: string;
  kind: 'word' | 'number';
  /** What stands between it and the piece before: '' at a border of letters and digits. */
  joiner: string;
}

function piecesOf(run: string): Piece[] {
  const pieces: Piece[] = [];
  let joiner = '';
  for (const [text] of run.matchAll(PIECES)) {
    if (/^\p{N}/u.test(text)) {
      for (const [index, number] of numbersOf(text).entries())
        pieces.push({ text: number, kind: 'number', joiner: index === 0 ? joiner : ',' });
    } else if (/^[\p{L}\p{M}]/u.test(text)) pieces.push({ text, kind: 'word', joiner });
    else {
      joiner = text;
      continue;
    }
    joiner = '';
  }
  return pieces;
}

/** `1,000` is one number, `1,5` a decimal as in much of Europe, `220,380,440` a list. */
function numbersOf(text: string): string[] {
  if (!text.includes(',')) return [text];
  if (THOUSANDS.test(text)) return [text.replaceAll(',', '')];
  const parts = text.split(',');
  return parts.length === 2 ? [parts.join('.')] : parts;
}

function addCompound(tokens: Token[], pieces: readonly Piece[], numberBefore: string | undefined): void {
  for (const [index, piece] of pieces.entries()) {
    tokens.push(piece.kind === 'number' ? number(piece.text) : word(piece.text));
    const before =
      index === 0
        ? numberBefore
        : pieces[index - 1]?.kind === 'number' && piece.joiner === ''
          ? pieces[index - 1]?.text
          : undefined;
    const unit = piece.kind === 'word' ? unitOf(piece.text) : undefined;
    if (before !== undefined && unit !== undefined) tokens.push(part(before + unit));
  }
  const size = dimensions(pieces);
  for (const joined of size === undefined ? joinedNames(pieces) : [...joinedNames(pieces), size])
    if (tokens.at(-1)?.term !== joined) tokens.push(part(joined));
}

/** `40x30x25` of `40x30x25cm`: with the unit or without it, it is the same size. */
function dimensions(pieces: readonly Piece[]): string | undefined {
  const last = pieces.at(-1);
  if (last?.kind !== 'word' || last.joiner !== '' || unitOf(last.text) === undefined) return undefined;
  const size = pieces.slice(0, -1);
  const crossed = size.length > 2 && size.every(({ text, kind }) => kind === 'number' || text === 'x');
  return crossed ? size.map(({ text }) => text).join('') : undefined;
}

/** Joins what a slash, comma or dot does not separate: a part number or a hyphened word. */
function joinedNames(pieces: readonly Piece[]): string[] {
  const names: string[] = [];
  let name: Piece[] = [];
  const close = (): void => {
    if (name.length > 1) names.push(name.map(({ text }) => text).join(''));
    name = [];
  };
  for (const piece of pieces) {
    if (piece.joiner !== '' && piece.joiner !== '-' && piece.joiner !== '_') close();
    name.push(piece);
  }
  close();
  return names;
}

function addHan(tokens: Token[], run: string, numberBefore: string | undefined): void {
  for (const [index, { text: term, pair }] of hanWords(run).entries()) {
    tokens.push({ term, kind: pair ? 'pair' : 'han', surface: term });
    const unit = index === 0 ? unitOf(term) : undefined;
    if (numberBefore !== undefined && unit !== undefined) tokens.push(part(numberBefore + unit));
  }
}

function word(surface: string): Token {
  return { term: stem(surface), kind: 'word', surface };
}

function number(surface: string): Token {
  return { term: surface, kind: 'number', surface };
}

function part(surface: string): Token {
  return { term: surface, kind: 'part', surface };
}
