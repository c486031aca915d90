import { describe, expect, it } from '@jest/globals';
import { evidence, product } from '../testing/products.js';
import { reorder } from './product-ranker.js';

const candidates = ['a', 'b', 'c'].map((product_id, index) => ({
  product: product({ product_id }),
  score: 1 - index / 10,
  evidence: evidence(),
}));
const ids = (results: { index: number; score: number }[]): string[] =>
  reorder(candidates, results).map(({ product }) => product.product_id);

describe('reorder', () => {
  it('follows the scores of the reranker', () => {
    expect(
      ids([
        { index: 2, score: 0.9 },
        { index: 0, score: 0.5 },
        { index: 1, score: 0.7 },
      ]),
    ).toEqual(['c', 'b', 'a']);
  });

  it('keeps the order of retrieval between equals, and what was left out behind', () => {
    expect(
      ids([
        { index: 2, score: 0.5 },
        { index: 0, score: 0.5 },
      ]),
    ).toEqual(['a', 'c', 'b']);
  });

  it('keeps the order of retrieval where scores differ by no more than noise, and lets none rise', () => {
    const results = [
      { index: 0, score: 0.5 },
      { index: 1, score: 0.7 },
      { index: 2, score: 0.705 },
    ];
    expect(reorder(candidates, results).map(({ product, score }) => [product.product_id, score])).toEqual([
      ['b', 0.7],
      ['c', 0.7],
      ['a', 0.5],
    ]);
  });

  it.each([
    ['nothing', []],
    ['a document it was not given', [{ index: 3, score: 1 }]],
    [
      'one document twice',
      [
        { index: 0, score: 1 },
        { index: 0, score: 1 },
      ],
    ],
    ['by no number', [{ index: 0, score: Number.NaN }]],
  ])('refuses an answer that ranks %s', (_what, results) => {
    expect(() => reorder(candidates, results)).toThrow(expect.objectContaining({ code: 'upstream.malformed' }));
  });
});
