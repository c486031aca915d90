import { describe, expect, it } from '@jest/globals';
import type { SseEvent } from '@tradewind/platform';
import { progressOf } from './progress.js';

async function all(events: AsyncIterable<SseEvent>): Promise<SseEvent[]> {
  const seen: SseEvent[] = [];
  for await (const event of events) seen.push(event);
  return seen;
}

describe('progressOf', () => {
  it('numbers the events and ends with the result, once', async () => {
    const events = progressOf<{ event: string; data: unknown }, string>((emit) => {
      emit({ event: 'stage', data: 1 });
      emit({ event: 'result', data: 'answer' });
      return Promise.resolve('answer');
    });
    expect(await all(events)).toEqual([
      { id: 1, event: 'stage', data: 1 },
      { id: 2, event: 'result', data: 'answer' },
    ]);
  });

  it('gives a repeated request its result although nothing was reported', async () => {
    expect(await all(progressOf(() => Promise.resolve('answer')))).toEqual([
      { id: 1, event: 'result', data: 'answer' },
    ]);
  });

  it('fails as the request fails, after what it had reported', async () => {
    const seen: string[] = [];
    const reading = async () => {
      const events = progressOf<{ event: string; data: unknown }, string>((emit) => {
        emit({ event: 'stage', data: 1 });
        return Promise.reject(new Error('down'));
      });
      for await (const event of events) seen.push(event.event);
    };
    await expect(reading()).rejects.toThrow('down');
    expect(seen).toEqual(['stage']);
  });
});
