import { describe, expect, it } from '@jest/globals';
import { forEachBounded } from './for-each-bounded.js';

describe('forEachBounded', () => {
  it('works on every item once, on no more than the limit at a time', async () => {
    const done: number[] = [];
    let running = 0;
    let peak = 0;
    await forEachBounded([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      running += 1;
      peak = Math.max(peak, running);
      await Promise.resolve();
      running -= 1;
      done.push(item);
    });
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(peak).toBe(3);
  });

  it('starts nothing after a failure and leaves nothing running behind it', async () => {
    const finished: number[] = [];
    const failing = forEachBounded([1, 2, 3, 4, 5], 2, async (item) => {
      await Promise.resolve();
      if (item === 1) throw new Error('first');
      await Promise.resolve();
      finished.push(item);
    });
    await expect(failing).rejects.toThrow('first');
    expect(finished).toEqual([2]);
  });
});
