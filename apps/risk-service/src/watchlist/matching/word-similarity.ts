import { ORDINARY_WORDS } from './vocabulary.js';

/** How two words agree; the name says why a person may believe it. */
export interface WordMatch {
  readonly similarity: number;
  readonly how: 'same' | 'initial' | 'sound' | 'typing' | 'consonants';
}

/** Spellings one sound has when a name is carried from one script to another. The order matters: longer ones first. */
const SOUNDS: readonly (readonly [pattern: RegExp, sound: string])[] = [
  [/shch|sch/g, 'sh'],
  [/tch|tsch|cz/g, 'ch'],
  [/dzh|dj|zh|j(?=[aou])/g, 'j'],
  [/kh|gh/g, 'h'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/ck|q|c(?!h)/g, 'k'],
  [/x/g, 'ks'],
  [/ts|tz/g, 'z'],
  [/w/g, 'v'],
  [/ou|oo|oy/g, 'u'],
  [/ee|iy|yi|ij|ey|y|j/g, 'i'],
  [/yu|iu/g, 'u'],
  [/ya|ia/g, 'a'],
  [/e/g, 'i'],
  [/o/g, 'u'],
];
const VOWELS = /[aeiouy]/g;
const DOUBLED = /(.)\1+/g;

/** A typing mistake is believed in words of at least this many letters (one of them may lack one): short words turn into other words. */
const TYPING_FROM_LETTERS = 7;
/** One vowel heard otherwise is believed in words of at least this many letters, */
const OTHER_VOWEL_FROM_LETTERS = 5;
/** and also an "a" for another one from here on: "Salam" and "Salem", "Karam" and "Karim" are two names each. */
const ANY_VOWEL_FROM_LETTERS = 6;
/** Share of the letters that must agree for it. */
const TYPING_AT_LEAST = 0.8;
const SKELETON_AT_LEAST = 3;

export function matchWords(
  a: string,
  b: string,
  options: { consonantal?: boolean; mistakes?: boolean } = {},
): WordMatch | undefined {
  const { consonantal = false, mistakes = true } = options;
  if (a === b) return { similarity: 1, how: 'same' };
  if (isInitial(a, b) || isInitial(b, a)) return { similarity: 0.8, how: 'initial' };
  if (/\d/.test(a) || /\d/.test(b)) return undefined;
  if (!mistakes || (ORDINARY_WORDS.has(a) && ORDINARY_WORDS.has(b))) return undefined;
  const heard = soundsAlike(a, b);
  if (heard !== undefined) return { similarity: heard, how: 'sound' };
  if (consonantal && consonantsOf(a) === consonantsOf(b) && consonantsOf(a).length >= SKELETON_AT_LEAST) {
    return { similarity: 0.9, how: 'consonants' };
  }
  const longest = Math.max(a.length, b.length);
  if (longest < TYPING_FROM_LETTERS || Math.min(a.length, b.length) < TYPING_FROM_LETTERS - 1) return undefined;
  const agreed = 1 - editDistance(a, b) / longest;
  return agreed >= TYPING_AT_LEAST ? { similarity: agreed, how: 'typing' } : undefined;
}

/** "Mohammed" and "Muhamad": the same consonants, and at most one vowel heard otherwise. */
export function soundsAlike(a: string, b: string): number | undefined {
  const [x, y] = [soundOf(a), soundOf(b)];
  if (x === y) return 0.94;
  const shortest = Math.min(a.length, b.length);
  if (shortest < OTHER_VOWEL_FROM_LETTERS || skeletonOf(x) !== skeletonOf(y)) return undefined;
  if (editDistance(x, y) !== 1 || isSwapped(x, y)) return undefined;
  return shortest < ANY_VOWEL_FROM_LETTERS && differsInAnA(x, y) ? undefined : 0.92;
}

/** One of them has an "a" where the other has another vowel. */
function differsInAnA(x: string, y: string): boolean {
  return x.length === y.length && x.split('a').length !== y.split('a').length;
}

/** "Hamid" and "Hamdi": the same letters in another order. */
function isSwapped(x: string, y: string): boolean {
  return x.length === y.length && [...x].sort().join('') === [...y].sort().join('');
}

/** How a word sounds, whoever wrote it down: "Yusuf", "Youssouf" and "Iusuf" agree. */
export function soundOf(word: string): string {
  return SOUNDS.reduce((text, [pattern, sound]) => text.replace(pattern, sound), word).replace(DOUBLED, '$1');
}

/** The consonants of a word. */
export function skeletonOf(word: string): string {
  return word.replace(VOWELS, '').replace(DOUBLED, '$1');
}

/** The consonants of a word that one side wrote in a script without vowels, where the letter for w is that for u and o as well. */
export function consonantsOf(word: string): string {
  return skeletonOf(word.replaceAll('w', ''));
}

function isInitial(a: string, b: string): boolean {
  return a.length === 1 && b.length > 1 && /[a-z]/.test(a) && b.startsWith(a);
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours cost one each. */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(substitution, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row.push(best);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length] ?? 0;
}
