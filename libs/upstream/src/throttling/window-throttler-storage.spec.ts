import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WindowThrottlerStorage } from './window-throttler-storage.js';

describe('WindowThrottlerStorage', () => {
  it('lets exactly the limit through in any window, as a count of every request would', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 }),
        async (limit, gaps) => {
          let now = 0;
          const storage = new WindowThrottlerStorage(() => now);
          const granted: number[] = [];
          for (const gap of gaps) {
            now += gap;
            const inWindow = granted.filter((at) => at > now - 100).length;
            const { isBlocked, totalHits } = await storage.increment('key', 100, limit);
            expect(isBlocked).toBe(inWindow >= limit);
            expect(totalHits).toBe(inWindow + 1);
            if (!isBlocked) granted.push(now);
          }
        },
      ),
    );
  });

  it('says when the next request would be let through', async () => {
    let now = 0;
    const storage = new WindowThrottlerStorage(() => now);
    await storage.increment('key', 60_000, 1);
    now = 20_500;
    expect(await storage.increment('key', 60_000, 1)).toMatchObject({ isBlocked: true, timeToBlockExpire: 40 });
    now = 60_000;
    expect(await storage.increment('key', 60_000, 1)).toMatchObject({ isBlocked: false });
  });

  it('forgets keys that have gone quiet', async () => {
    let now = 0;
    const storage = new WindowThrottlerStorage(() => now);
    for (let key = 0; key < 1_000; key += 1) await storage.increment(String(key), 60_000, 5);
    now = 130_000;
    await storage.increment('fresh', 60_000, 5);
    expect(storage.size).toBe(1);
  });
});
