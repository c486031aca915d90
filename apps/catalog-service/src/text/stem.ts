import { stemmer } from 'stemmer';

const LATIN = /^[a-z]+$/;
const MIN_STEMMED_LETTERS = 3;
/** From here on a last -o or -a is taken for a Spanish ending. */
const MIN_GENDERED_LETTERS = 5;
const GENDERED = /(?<=[^aeiou])(?:o|a|os|as)$/;

/** Texts repeat their words: looking one up is thirty times faster than stemming it. */
const known = new Map<string, string>();
const MAX_KNOWN = 20_000;

/**
 * The part of a folded word that its forms have in common; words of other scripts are left alone. Nobody says in which language a
 * text is, so one stemmer serves all that are written in Latin letters: first the Spanish endings of gender and number (`hermética`,
 * `herméticos`), after Savoy's light stemmer, then Porter's for English. Applied to both sides it cannot part what belongs together,
 * and it joins many a word with its cognate (`magnético`, `magnetic`).
 */
export function stem(word: string): string {
  let stemmed = known.get(word);
  if (stemmed === undefined) {
    stemmed = compute(word);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(word, stemmed);
  }
  return stemmed;
}

function compute(word: string): string {
  if (word.length < MIN_STEMMED_LETTERS || !LATIN.test(word)) return word;
  const ending = GENDERED.exec(word);
  const root = ending !== null && word.length >= MIN_GENDERED_LETTERS ? word.slice(0, ending.index) : word;
  return stemmer(root);
}
