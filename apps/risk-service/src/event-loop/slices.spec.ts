import { describe, expect, it } from '@jest/globals';
import { eachInSlices, nextTurn, SLICE_MS } from './slices.js';

describe('work in slices', () => {
  it('takes one turn of the event loop for one slice, however many works wait', async () => {
    const order: string[] = [];
    const turns = ['a', 'b', 'c'].map((name) => nextTurn().then(() => order.push(name)));
    await new Promise((resolve) => setImmediate(resolve));
    expect(order).toEqual(['a']);
    await Promise.all(turns);
    expect(order).toEqual(['a', 'b', 'c']);
  });

  it('goes on in a later turn when its slice is used up, and keeps the order of its items', async () => {
    let ms = 0;
    const done: [item: number, atMs: number][] = [];
    const seen: number[] = [];
    const work = eachInSlices(
      [1, 2, 3, 4, 5],
      (item) => {
        ms += SLICE_MS / 2;
        done.push([item, ms]);
      },
      () => ms,
    );
    const other = (async () => {
      for (let turn = 0; turn < 3; turn += 1) {
        await nextTurn();
        seen.push(done.length);
      }
    })();
    await Promise.all([work, other]);
    expect(done.map(([item]) => item)).toEqual([1, 2, 3, 4, 5]);
    // Two items fill a slice; between slices the other work has had its turn.
    expect(seen).toEqual([2, 4, 5]);
  });

  it('ends with the error of an item', async () => {
    const broken = eachInSlices([1], () => {
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
  });
});
