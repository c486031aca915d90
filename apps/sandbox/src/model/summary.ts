import { countHan } from '../text/normalise.js';
import { sentences } from '../text/sentences.js';
import { terms } from '../text/words.js';

/** The `count` sentences that speak most of what the whole text speaks of, in their order. */
export function summarise(text: string, count = 3): string {
  const all = sentences(text).slice(0, 400);
  if (all.length <= count) return all.join(joiner(text));
  const frequency = new Map<string, number>();
  const termsOf = all.map((sentence) => new Set(terms(sentence)));
  for (const found of termsOf) for (const term of found) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const scored = all.map((_, index) => {
    const found = [...(termsOf[index] ?? [])];
    const weight = found.reduce((sum, term) => sum + Math.log(frequency.get(term) ?? 1), 0);
    // Early sentences of a text usually say what it is about.
    return { index, score: weight / Math.sqrt(found.length + 3) + 0.3 / (1 + index) };
  });
  const best = scored.sort((a, b) => b.score - a.score || a.index - b.index).slice(0, count);
  return best
    .map(({ index }) => index)
    .sort((a, b) => a - b)
    .map((index) => all[index] ?? '')
    .join(joiner(text));
}

function joiner(text: string): string {
  return countHan(text) * 4 > text.length ? '' : ' ';
}
