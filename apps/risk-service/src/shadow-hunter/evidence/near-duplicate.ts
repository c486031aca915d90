import { foldWords } from '../names/company-name.js';

const HAN = /\p{Script=Han}/u;
const SHINGLE_WORDS = 3;
const SHINGLE_CHARACTERS = 4;

/** Share of the smaller text's shingles that the other one has too, from which on two texts count as one. */
export const NEAR_DUPLICATE = 0.8;

/** The overlapping pieces of a text: three words each, or four characters where text is Chinese. */
export function shingles(text: string): Set<string> {
  const words = foldWords(text);
  const parts = HAN.test(text)
    ? { units: [...words.join('')], size: SHINGLE_CHARACTERS }
    : { units: words, size: SHINGLE_WORDS };
  const found = new Set<string>();
  const last = Math.max(0, parts.units.length - parts.size);
  for (let start = 0; start <= last; start += 1) found.add(parts.units.slice(start, start + parts.size).join(' '));
  return found;
}

/**
 * How far one text is contained in the other, 0 to 1: containment rather than Jaccard, because a news agency's piece is cut at
 * different lengths by those who reprint it.
 */
export function containment(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const shingle of small) if (large.has(shingle)) shared += 1;
  return shared / small.size;
}
