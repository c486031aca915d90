import { afterEach, describe, expect, it } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { eventually, httpStub, sendJson, type StubServer } from '../../test/support/stub-server.js';
import { createScope, isUpstreamError, runInScope, Upstream, type ProviderOptions, type UseOptions } from '../index.js';

const USE = 'test.search';

describe('an upstream in trouble', () => {
  let stub: StubServer;
  let upstream: Upstream;

  async function start(
    answer: RequestListener,
    provider: Partial<ProviderOptions>,
    use: Partial<UseOptions>,
  ): Promise<void> {
    stub = await httpStub(answer);
    upstream = new Upstream({
      providers: { web: { kind: 'search', preset: 'serper', baseUrl: stub.url, ...provider } },
      uses: {
        [USE]: {
          provider: 'web',
          limit: 3,
          queue: { maxWaiting: 1_000, maxWaitMs: 60_000, mode: 'reject-newest' },
          maxRetries: 0,
          ...use,
        },
      },
    });
  }

  afterEach(async () => {
    await upstream.close();
    await stub.close();
  });

  /** The code each of `count` simultaneous calls ended with. */
  function storm(count: number, deadlineMs: number): Promise<string[]> {
    return Promise.all(
      Array.from({ length: count }, async (_, index) => {
        const scope = createScope({ deadlineMs, tenantId: `tenant-${index % 5}` });
        try {
          await runInScope(scope, () => upstream.search(USE).search({ query: String(index) }));
          return 'ok';
        } catch (error) {
          return isUpstreamError(error) ? error.code : String(error);
        } finally {
          scope.deadline.dispose();
        }
      }),
    );
  }

  it('that hangs and ignores aborts never has more calls than the limit, timeouts or not', async () => {
    let peakBusy = 0;
    await start(
      () => {
        peakBusy = Math.max(peakBusy, upstream.snapshot().providers[0]?.pool.busy ?? 0);
      },
      { timeouts: { firstByteMs: 25 }, breaker: { failures: 1_000 } },
      {},
    );
    const ended = await storm(40, 20_000);
    expect(new Set(ended)).toEqual(new Set(['upstream.timeout']));
    expect(stub.inFlight).toMatchObject({ total: 40 });
    expect(stub.inFlight.peak).toBeLessThanOrEqual(3);
    expect(peakBusy).toBeLessThanOrEqual(3);
    await eventually(() => stub.sockets.size === 0, 'every socket is closed');
  });

  it('that hangs is given up at the deadline by everybody who waits, and gets nothing late', async () => {
    await start(() => undefined, {}, {});
    const startedMs = performance.now();
    const ended = await storm(20, 150);
    expect(performance.now() - startedMs).toBeLessThan(600);
    for (const code of ended) expect(code).toMatch(/^(deadline\.exceeded|capacity\.\w+)$/);
    expect(stub.inFlight.total).toBeLessThanOrEqual(3);
    await eventually(() => stub.inFlight.now === 0, 'nothing runs on');
  });

  it('that answers 429 with Retry-After is left alone for that long, by all its callers', async () => {
    let storming = true;
    const seenMs: number[] = [];
    await start(
      (_request, response) => {
        seenMs.push(performance.now());
        if (storming) sendJson(response, {}, 429, { 'retry-after-ms': '300' });
        else sendJson(response, { organic: [] });
      },
      {},
      {},
    );
    const first = await storm(1, 5_000);
    storming = false;
    expect(first).toEqual(['upstream.rate_limited']);
    const ended = await storm(9, 5_000);
    expect(new Set(ended)).toEqual(new Set(['ok']));
    const [refusedMs = 0, ...laterMs] = seenMs;
    expect(Math.min(...laterMs) - refusedMs).toBeGreaterThanOrEqual(290);
  });

  it('that is down opens its breaker: refused at once, with the time of the next probe, and nothing is sent', async () => {
    await start(
      (_request, response) => {
        sendJson(response, {}, 500);
      },
      { breaker: { failures: 3, openMs: 60_000 } },
      {},
    );
    await storm(3, 1_000);
    const startedMs = performance.now();
    const ended = await storm(50, 1_000);
    expect(performance.now() - startedMs).toBeLessThan(200);
    expect(new Set(ended)).toEqual(new Set(['breaker.open']));
    expect(stub.inFlight.total).toBe(3);
  });

  it('retries an idempotent call once the upstream has recovered, holding no permit meanwhile', async () => {
    let failures = 1;
    await start(
      (_request, response) => {
        if (failures-- > 0) sendJson(response, {}, 503, { 'retry-after-ms': '50' });
        else sendJson(response, { organic: [] });
      },
      {},
      { maxRetries: 2 },
    );
    await expect(storm(1, 5_000)).resolves.toEqual(['ok']);
    expect(stub.inFlight.total).toBe(2);
  });
});
