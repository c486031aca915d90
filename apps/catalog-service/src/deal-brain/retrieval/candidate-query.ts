import type { KnownTerm } from './vocabulary.js';

/** Products that are scored at most; see the measurements in docs. Recall does not grow beyond it, time does. */
export const MAX_CANDIDATES = 5000;

/**
 * Which products are worth scoring, as a boolean query over terms: any of the rarest, while together they stand in no more than
 * {@link MAX_CANDIDATES} products, then pairs of the more frequent ones. Cost is thus bounded however large the catalogue is, and no
 * term is required: a product that matches the telling half of a long inquiry is found.
 */
export function candidateQuery(terms: readonly KnownTerm[], products: number, quote: (term: string) => string): string {
  const rarestFirst = [...terms].sort((a, b) => a.products - b.products);
  const alternatives: string[] = [];
  let expected = 0;
  const frequent: KnownTerm[] = [];
  for (const term of rarestFirst) {
    if (frequent.length === 0 && (expected + term.products <= MAX_CANDIDATES || alternatives.length === 0)) {
      alternatives.push(quote(term.term));
      expected += term.products;
    } else frequent.push(term);
  }
  for (const [a, b] of pairs(frequent)) {
    // As if terms were independent; related ones stand together more often, which the limit on candidates absorbs.
    const together = (a.products * b.products) / Math.max(1, products);
    if (expected + together > MAX_CANDIDATES) break;
    alternatives.push(`(${quote(a.term)} & ${quote(b.term)})`);
    expected += together;
  }
  return alternatives.join(' | ');
}

/** Neighbours in frequency, the rarest pair first. */
function* pairs(terms: readonly KnownTerm[]): Generator<[KnownTerm, KnownTerm]> {
  for (const [index, a] of terms.entries()) for (const b of terms.slice(index + 1)) yield [a, b];
}
