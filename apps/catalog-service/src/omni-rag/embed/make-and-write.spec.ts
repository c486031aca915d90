import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { makeAndWrite } from './make-and-write.js';

const BOUNDS = { makersAtOnce: 3, writersAtOnce: 1, maxUnwritten: 6, perWrite: 2 };

async function* numbers(count: number): AsyncGenerator<number, void, undefined> {
  for (let each = 0; each < count; each += 1) yield each;
}

describe('makeAndWrite', () => {
  it('makes and writes everything once, within its bounds', async () => {
    const written: number[] = [];
    let making = 0;
    let most = 0;
    let largest = 0;
    const make = async (each: number): Promise<number> => {
      making += 1;
      most = Math.max(most, making);
      await nextTurn();
      making -= 1;
      return each;
    };
    await makeAndWrite(numbers(50), BOUNDS, make, async (results) => {
      largest = Math.max(largest, results.length);
      await nextTurn();
      written.push(...results);
    });
    expect(written.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 50 }, (_, index) => index));
    expect(most).toBe(3);
    expect(largest).toBe(2);
  });

  it('goes on making while a write is slow, but no further than memory allows', async () => {
    let made = 0;
    let release = (): void => undefined;
    const blocked = new Promise<void>((resolve) => (release = resolve));
    const work = makeAndWrite(
      numbers(20),
      BOUNDS,
      (each) => {
        made += 1;
        return Promise.resolve(each);
      },
      () => blocked,
    );
    for (let turn = 0; turn < 20; turn += 1) await nextTurn();
    expect(made).toBe(6);
    release();
    await work;
    expect(made).toBe(20);
  });

  it('begins nothing after a failure, writes what was made, and then throws it', async () => {
    const written: number[] = [];
    let made = 0;
    const work = makeAndWrite(
      numbers(100),
      BOUNDS,
      async (each) => {
        made += 1;
        await nextTurn();
        if (each === 4) throw new Error('the upstream is away');
        return each;
      },
      async (results) => {
        await nextTurn();
        written.push(...results);
      },
    );
    await expect(work).rejects.toThrow('the upstream is away');
    expect(made).toBeLessThan(12);
    expect(written.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: made }, (_, index) => index).filter((each) => each !== 4),
    );
  });

  it('ends with the failure of a write', async () => {
    const failing = () => Promise.reject(new Error('the lease is lost'));
    await expect(makeAndWrite(numbers(40), BOUNDS, (each) => Promise.resolve(each), failing)).rejects.toThrow(
      'the lease is lost',
    );
  });
});
