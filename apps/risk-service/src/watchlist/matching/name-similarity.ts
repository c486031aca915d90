import type { FoldedName, NameWord } from './folded-name.js';
import { consonantsOf, matchWords, soundsAlike, type WordMatch } from './word-similarity.js';

/** How alike two names are, and what that rests on. */
export interface NameSimilarity {
  /** 0 to 1. */
  readonly score: number;
  readonly pairs: readonly { readonly a: string; readonly b: string; readonly how: WordMatch['how'] | 'joined' }[];
  /** Words of either name the other one does not have. */
  readonly unmatched: readonly string[];
  /** Every word of one name is in the other, and at least two of them tell. */
  readonly contained: boolean;
  readonly sameOrder: boolean;
  /** Both state a legal form, and not the same kind of one. */
  readonly otherForm: boolean;
}

const JOINED = 0.97;
const HEARD_TOGETHER_FROM_LETTERS = 6;
const ORDER_FACTOR = 0.985;
const OTHER_FORM_FACTOR = 0.97;
const RIVALS_FACTOR = 0.94;
const TELLING_RIVALS_FACTOR = 0.9;
/** A name whose telling words do not agree is not alike, however many common words it shares. */
const NOT_ALIKE_AT_MOST = 0.5;

interface Pair {
  readonly i: readonly number[];
  readonly j: readonly number[];
  readonly similarity: number;
  readonly how: WordMatch['how'] | 'joined';
}

/**
 * The weighted share of both names' words that have a counterpart in the other one (a soft Dice coefficient): each pair counts with its
 * similarity, each word with its weight, so that a missing or an extra word costs what it says about identity.
 */
export function compareNames(a: FoldedName, b: FoldedName): NameSimilarity {
  const pairs = bestPairs(a, b);
  const total = weightOf(a.words) + weightOf(b.words);
  const matched = pairs.reduce(
    (sum, { i, j, similarity }) => sum + similarity * (weightOf(at(a.words, i)) + weightOf(at(b.words, j))),
    0,
  );
  const usedA = new Set(pairs.flatMap(({ i }) => i));
  const usedB = new Set(pairs.flatMap(({ j }) => j));
  const restA = a.words.filter((_, index) => !usedA.has(index));
  const restB = b.words.filter((_, index) => !usedB.has(index));
  const order = [...pairs].sort((x, y) => (x.i[0] ?? 0) - (y.i[0] ?? 0)).map(({ j }) => j[0] ?? 0);
  const sameOrder = order.every((place, index) => index === 0 || place > (order[index - 1] ?? 0));
  const otherForm = a.form !== undefined && b.form !== undefined && a.form !== b.form;
  const raw = total === 0 ? 0 : matched / total;
  const score = raw * (sameOrder ? 1 : ORDER_FACTOR) * (otherForm ? OTHER_FORM_FACTOR : 1) * rivalry(restA, restB);
  const telling = pairs.some(({ i, j }) => at(a.words, i).some(isTelling) && at(b.words, j).some(isTelling));
  return {
    score: telling || !a.words.some(isTelling) ? score : Math.min(score, NOT_ALIKE_AT_MOST),
    pairs: pairs.map(({ i, j, how }) => ({ a: text(at(a.words, i)), b: text(at(b.words, j)), how })),
    unmatched: [...restA, ...restB].map((word) => word.text),
    contained:
      (restA.length === 0 || restB.length === 0) && pairs.filter(({ i }) => at(a.words, i).some(isTelling)).length >= 2,
    sameOrder,
    otherForm,
  };
}

/** The best counterpart for each word, the surest pairs first; two neighbours may stand for one word written together. */
function bestPairs(a: FoldedName, b: FoldedName): Pair[] {
  const consonantal = a.consonantal || b.consonantal;
  const possible: Pair[] = [];
  a.words.forEach((x, i) => {
    b.words.forEach((y, j) => {
      const match = matchWords(x.text, y.text, { consonantal, mistakes: !(x.spoken && y.spoken) });
      if (match) possible.push({ i: [i], j: [j], ...match });
      possible.push(...joinedPairs(a.words, i, y.text, j, consonantal));
      possible.push(
        ...joinedPairs(b.words, j, x.text, i, consonantal).map((pair) => ({ ...pair, i: pair.j, j: pair.i })),
      );
    });
  });
  possible.sort(
    (x, y) =>
      y.similarity - x.similarity ||
      y.i.length + y.j.length - (x.i.length + x.j.length) ||
      Math.abs((x.i[0] ?? 0) - (x.j[0] ?? 0)) - Math.abs((y.i[0] ?? 0) - (y.j[0] ?? 0)),
  );
  const usedA = new Set<number>();
  const usedB = new Set<number>();
  return possible.filter(({ i, j }) => {
    if (i.some((index) => usedA.has(index)) || j.some((index) => usedB.has(index))) return false;
    for (const index of i) usedA.add(index);
    for (const index of j) usedB.add(index);
    return true;
  });
}

/** Two or more neighbouring words from `from` on that, written together, are the other name's one word. */
function joinedPairs(
  words: readonly NameWord[],
  from: number,
  whole: string,
  at: number,
  consonantal: boolean,
): Pair[] {
  const found: Pair[] = [];
  for (let joined = words[from]?.text ?? '', to = from + 1; to < words.length && to < from + 5; to += 1) {
    joined += words[to]?.text ?? '';
    const i = Array.from({ length: to - from + 1 }, (_, k) => from + k);
    const heard = joined === whole ? 1 : heardTogether(joined, whole);
    if (heard !== undefined) found.push({ i, j: [at], similarity: JOINED * heard, how: 'joined' });
    else if (consonantal && consonantsOf(joined) === consonantsOf(whole) && consonantsOf(whole).length > 2) {
      found.push({ i, j: [at], similarity: 0.9, how: 'consonants' });
    }
  }
  return found;
}

/** "Al Rashid" in "Alrasheed": written together, and otherwise. Short words sound like too many others. */
function heardTogether(joined: string, whole: string): number | undefined {
  return Math.min(joined.length, whole.length) >= HEARD_TOGETHER_FROM_LETTERS ? soundsAlike(joined, whole) : undefined;
}

/** Both names have words of their own: two companies of one trade, or two brothers. */
function rivalry(a: readonly NameWord[], b: readonly NameWord[]): number {
  if (a.length === 0 || b.length === 0) return 1;
  return a.some(isTelling) && b.some(isTelling) ? TELLING_RIVALS_FACTOR : RIVALS_FACTOR;
}

function isTelling(word: NameWord): boolean {
  return word.weight === 1;
}

function at(words: readonly NameWord[], indexes: readonly number[]): NameWord[] {
  return indexes.flatMap((index) => words[index] ?? []);
}

function weightOf(words: readonly NameWord[]): number {
  return words.reduce((sum, word) => sum + word.weight, 0);
}

function text(words: readonly NameWord[]): string {
  return words.map((word) => word.text).join(' ');
}
