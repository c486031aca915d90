import { describe, expect, it } from '@jest/globals';
import { emittedEvents } from './emitted-events.js';

async function collect<E>(events: AsyncIterable<E>, into: E[] = []): Promise<E[]> {
  for await (const event of events) into.push(event);
  return into;
}

describe('emittedEvents', () => {
  it('yields everything in order, whether emitted at once or later', async () => {
    const events = emittedEvents<number>(async (emit) => {
      emit(1);
      emit(2);
      await Promise.resolve();
      emit(3);
    });
    expect(await collect(events)).toEqual([1, 2, 3]);
  });

  it('ends with the error of the work, after what it had emitted', async () => {
    const seen: number[] = [];
    const events = emittedEvents<number>((emit) => {
      emit(1);
      return Promise.reject(new Error('broke off'));
    });
    await expect(collect(events, seen)).rejects.toThrow('broke off');
    expect(seen).toEqual([1]);
  });

  it('leaves no unhandled rejection when the reader stops before the work fails', async () => {
    for await (const event of emittedEvents<number>(async (emit) => {
      emit(1);
      await Promise.resolve();
      throw new Error('nobody listens');
    })) {
      expect(event).toBe(1);
      break;
    }
    await new Promise(setImmediate);
  });
});
