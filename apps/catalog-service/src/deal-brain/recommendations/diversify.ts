import { termsOf } from '../../text/tokeniser.js';
import type { RankedProduct } from '../retrieval/product-ranker.js';
import { likeness } from './seed-products.js';

/**
 * Maximal marginal relevance (Carbonell, Goldstein 1998): picks, one after the other, what is relevant and unlike what was picked
 * before. Likeness is the share of words that two products have in common; scores count relative to the best.
 *
 * @param diversity 0: the order as it is; 1: as different from each other as can be, the best one first all the same
 */
export function diversify(products: readonly RankedProduct[], limit: number, diversity: number): RankedProduct[] {
  if (diversity === 0) return products.slice(0, limit);
  const best = Math.max(...products.map(({ score }) => score), Number.MIN_VALUE);
  const left = products.map((each) => ({
    each,
    relevance: Math.max(0, each.score) / best,
    terms: new Set(termsOf(likeness(each.product))),
    nearest: 0,
  }));
  const picked: RankedProduct[] = [];
  while (picked.length < limit && left.length > 0) {
    let next = 0;
    const worth = (index: number): number => {
      const one = left[index];
      return one === undefined ? Number.NEGATIVE_INFINITY : (1 - diversity) * one.relevance - diversity * one.nearest;
    };
    // The first pick is the best whatever the diversity: nothing is picked yet that it could be like.
    if (picked.length > 0)
      for (let index = 1; index < left.length; index += 1) if (worth(index) > worth(next)) next = index;
    const [one] = left.splice(next, 1);
    if (one === undefined) break;
    picked.push(one.each);
    for (const other of left) other.nearest = Math.max(other.nearest, overlap(one.terms, other.terms));
  }
  return picked;
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const term of a) if (b.has(term)) shared += 1;
  return shared === 0 ? 0 : shared / (a.size + b.size - shared);
}
