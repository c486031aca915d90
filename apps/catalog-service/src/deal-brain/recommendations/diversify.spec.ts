import { describe, expect, it } from '@jest/globals';
import { evidence, product } from '../testing/products.js';
import { diversify } from './diversify.js';

const ranked = [
  ['A', 'steel vacuum flask', 1],
  ['B', 'steel vacuum flask blue', 0.95],
  ['C', 'desk lamp', 0.6],
].map(([product_id, name, score]) => ({
  product: product({ product_id: String(product_id), name: String(name), category: null, attributes: {} }),
  score: Number(score),
  evidence: evidence(),
  rerank: null,
}));
const ids = (limit: number, diversity: number): string =>
  diversify(ranked, limit, diversity)
    .map((each) => each.product.product_id)
    .join('');

describe('diversify', () => {
  it('keeps the order when no diversity is wanted', () => {
    expect(ids(3, 0)).toBe('ABC');
  });

  it('prefers what is unlike what was picked, the best one first all the same', () => {
    expect(ids(2, 0.5)).toBe('AC');
    expect(ids(3, 1)).toBe('ACB');
  });

  it('repeats and loses nothing', () => {
    expect([...ids(10, 0.3)].sort().join('')).toBe('ABC');
  });
});
