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

/** A typing mistake is believed in words of at least this many letters: short words turn into other words. */
const TYPING_FROM_LETTERS = 5;
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
  if (!mistakes) return undefined;
  const heard = soundsAlike(a, b);
  if (heard !== undefined) return { similarity: heard, how: 'sound' };
  if (consonantal && skeletonOf(a) === skeletonOf(b) && skeletonOf(a).length >= SKELETON_AT_LEAST) {
    return { similarity: 0.9, how: 'consonants' };
  }
  const longest = Math.max(a.length, b.length);
  if (Math.min(a.length, b.length) < TYPING_FROM_LETTERS) return undefined;
  const agreed = 1 - editDistance(a, b) / longest;
  return agreed >= TYPING_AT_LEAST ? { similarity: agreed, how: 'typing' } : undefined;
}

/** "Mohammed" and "Muhamad": the same consonants, and at most one vowel heard otherwise. */
function soundsAlike(a: string, b: string): number | undefined {
  const [x, y] = [soundOf(a), soundOf(b)];
  if (x === y) return 0.94;
  const close = Math.min(x.length, y.length) >= TYPING_FROM_LETTERS && skeletonOf(x) === skeletonOf(y);
  return close && editDistance(x, y) === 1 ? 0.92 : undefined;
}

/** How a word sounds, whoever wrote it down: "Yusuf", "Youssouf" and "Iusuf" agree. */
export function soundOf(word: string): string {
  return SOUNDS.reduce((text, [pattern, sound]) => text.replace(pattern, sound), word).replace(DOUBLED, '$1');
}

/** The consonants of a word. */
export function skeletonOf(word: string): string {
  return word.replace(VOWELS, '').replace(DOUBLED, '$1');
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
