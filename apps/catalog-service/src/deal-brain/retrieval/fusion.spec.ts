import { describe, expect, it } from '@jest/globals';
import { fuse } from './fusion.js';

describe('fuse', () => {
  it('puts what both lists find before what one finds', () => {
    const fused = fuse([
      { ids: ['a', 'b'], weight: 1 },
      { ids: ['b', 'c'], weight: 1 },
    ]);
    expect(fused.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  });

  it('lets a light list reorder neighbours but not overturn the heavy one', () => {
    const heavy = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
    const fused = fuse([
      { ids: heavy, weight: 1 },
      { ids: ['x', 'b'], weight: 0.25 },
    ]).map(({ id }) => id);
    expect(fused[0]).toBe('b');
    expect(fused[1]).toBe('a');
    expect(fused.at(-1)).toBe('x');
  });

  it('scores 1 for a first place everywhere and keeps one list as it is', () => {
    const [best] = fuse([
      { ids: ['a'], weight: 1 },
      { ids: ['a'], weight: 0.25 },
    ]);
    expect(best?.score).toBeCloseTo(1, 9);
    const alone = fuse([{ ids: ['c', 'a', 'b'], weight: 0.25 }]);
    expect(alone.map(({ id }) => id)).toEqual(['c', 'a', 'b']);
    expect(alone[0]?.score).toBeCloseTo(1, 9);
  });

  it('finds nothing in nothing', () => {
    expect(fuse([])).toEqual([]);
    expect(fuse([{ ids: [], weight: 1 }])).toEqual([]);
  });
});
