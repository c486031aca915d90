import { concepts } from '../text/glossary.js';
import { sentences } from '../text/sentences.js';
import { terms } from '../text/words.js';

const maxLength = 320;

/** The neighbouring sentences of a text that hold most of what was asked for. */
export function snippetOf(text: string, wanted: ReadonlySet<string>): string {
  const all = sentences(text);
  const scores = all.map((sentence) => {
    const has = new Set([
      ...terms(sentence).map((term) => `w${term}`),
      ...concepts(sentence).map((concept) => `c${concept}`),
    ]);
    return [...wanted].filter((feature) => has.has(feature)).length;
  });
  let best = { score: -1, from: 0, to: 0 };
  for (let from = 0; from < all.length; from += 1) {
    let length = 0;
    let score = 0;
    for (let to = from; to < all.length; to += 1) {
      length += (all[to] ?? '').length + 1;
      if (to > from && length > maxLength) break;
      score += scores[to] ?? 0;
      if (score > best.score) best = { score, from, to };
    }
  }
  const joined = all
    .slice(best.from, best.to + 1)
    .map((sentence, index, chosen) =>
      index === chosen.length - 1 || /[.!?。！？"”]$/.test(sentence) ? sentence : `${sentence} ·`,
    )
    .join(' ');
  return joined.length <= maxLength ? joined : `${joined.slice(0, maxLength - 4).trimEnd()} ...`;
}
