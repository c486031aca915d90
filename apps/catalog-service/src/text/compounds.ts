import { stem } from './stem.js';

const MIN_PART_LETTERS = 3;
const LATIN = /^[a-z]+$/;

/** Two words as one: `hex bolt` is sold as `hexbolt` too. */
export function joinedTerms(words: readonly string[]): string[] {
  return words.slice(1).flatMap((word, index) => {
    const before = words[index] ?? '';
    return LATIN.test(word + before) && word.length >= MIN_PART_LETTERS && before.length >= MIN_PART_LETTERS
      ? [stem(before + word)]
      : [];
  });
}

/** Every way to take one word of a–z for two of three letters or more. */
export function splits(word: string): [left: string, right: string][] {
  if (!LATIN.test(word)) return [];
  const cuts = Math.max(0, word.length - 2 * MIN_PART_LETTERS + 1);
  return Array.from({ length: cuts }, (_, index) => {
    const at = MIN_PART_LETTERS + index;
    return [word.slice(0, at), word.slice(at)];
  });
}
