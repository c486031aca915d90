import { describe, expect, it } from '@jest/globals';
import { ndcg, recall, reciprocalRank } from './measures.js';

describe('measures of a ranking', () => {
  it('ndcg is 1 for the best order and less for any other', () => {
    expect(ndcg([3, 2, 1], [1, 2, 3], 10)).toBe(1);
    expect(ndcg([1, 2, 3], [1, 2, 3], 10)).toBeLessThan(1);
    // 3 at rank 2 alone: 7 / log2(3), over 7 / log2(2).
    expect(ndcg([0, 3], [3], 10)).toBeCloseTo(1 / Math.log2(3), 10);
    expect(ndcg([], [3], 10)).toBe(0);
  });

  it('recall counts what is relevant among what fits', () => {
    expect(recall([2, 0, 1, 3], [2, 3, 3, 1], 4)).toBeCloseTo(2 / 3, 10);
    expect(recall([2], [2, 3, 3], 1)).toBe(1);
    expect(recall([1], [1], 1)).toBe(0);
  });

  it('the reciprocal rank is that of the first best answer', () => {
    expect(reciprocalRank([2, 3], [3, 2])).toBe(0.5);
    expect(reciprocalRank([0, 0], [3])).toBe(0);
  });
});
