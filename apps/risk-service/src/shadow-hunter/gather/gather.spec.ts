import { describe, expect, it } from '@jest/globals';
import { UpstreamError } from '@tradewind/upstream';
import { FakeClock } from '@tradewind/upstream/testing';
import { CostMeter } from '../../costs/cost-meter.js';
import { FakeSearch, hit, never } from '../../testing/fake-ports.js';
import { inScope } from '../../testing/in-scope.js';
import type { PlannedQuery } from '../planning/plan-queries.js';
import { gather } from './gather.js';
import { mapLimit } from './map-limit.js';

const prices = { currency: 'USD', perMillionInputTokens: 0, perMillionOutputTokens: 0, perThousandSearches: 1 };
const queries = ['a', 'b', 'c'].map((query): PlannedQuery => ({
  category: 'litigation',
  language: 'en',
  query,
  country: 'GB',
}));

describe('gather', () => {
  it('passes country and language on and keeps which query found what', async () => {
    const search = new FakeSearch(({ query }) => [hit({ title: query })]);
    const meter = new CostMeter(prices);
    const { pages } = await inScope(() => gather(search, queries, { fanOut: 5, shareMs: 1_000, meter }));
    expect(search.requests[0]).toMatchObject({ country: 'GB', language: 'en' });
    expect(pages.map((page) => [page.title, page.query.query])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['c', 'c'],
    ]);
    expect(meter.total().searches).toBe(3);
  });

  it('goes on without a query that fails, names it and does not charge for it', async () => {
    const search = new FakeSearch(({ query }) => {
      if (query === 'b') throw new UpstreamError('upstream.failed', 'down');
      return [hit({})];
    });
    const meter = new CostMeter(prices);
    await inScope(async (scope) => {
      const { pages, failed } = await gather(search, queries, { fanOut: 5, shareMs: 1_000, meter });
      expect(pages).toHaveLength(2);
      expect(failed.map((query) => query.query)).toEqual(['b']);
      expect(scope.degraded).toEqual([{ stage: 'search.litigation.en', reason: 'upstream.failed' }]);
    });
    expect(meter.total().searches).toBe(2);
  });

  it('gives up what has not answered within its share and keeps the rest', async () => {
    const clock = new FakeClock();
    const search = new FakeSearch(({ query }) => (query === 'a' ? [hit({})] : never()));
    const running = inScope(
      () => gather(search, queries, { fanOut: 2, shareMs: 1_000, meter: new CostMeter(prices) }),
      { clock },
    );
    await clock.advanceAsync(1_001);
    const { pages, failed } = await running;
    expect(pages).toHaveLength(1);
    expect(failed).toHaveLength(2);
  });

  it('does not hide a fault of our own', async () => {
    const search = new FakeSearch(() => {
      throw new TypeError('bug');
    });
    const running = inScope(() => gather(search, queries, { fanOut: 2, shareMs: 1_000, meter: new CostMeter(prices) }));
    await expect(running).rejects.toThrow('bug');
  });
});

describe('mapLimit', () => {
  it('keeps the order and never exceeds the limit', async () => {
    let inFlight = 0;
    let peak = 0;
    const results = await mapLimit([3, 1, 2, 5, 4], 2, async (item) => {
      peak = Math.max(peak, (inFlight += 1));
      for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
      inFlight -= 1;
      return item * 10;
    });
    expect(results).toEqual([30, 10, 20, 50, 40]);
    expect(peak).toBe(2);
  });

  it('has nothing to do for nothing', async () => {
    expect(await mapLimit([], 5, () => Promise.reject(new Error('never called')))).toEqual([]);
  });
});
