import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { redisUrl } from '../../test/support/redis-url.js';
import { httpStub, sendJson, type StubServer } from '../../test/support/stub-server.js';
import { createScope, MetricsObserver, runInScope, type Upstream } from '../index.js';
import { createUpstream } from './create-upstream.js';

const USE = 'test.search';
const LIMIT = 20;
const CALL_MS = 40;

describe('several processes with one limit', () => {
  let stub: StubServer;
  let fleet: Upstream[];
  let running: boolean;

  beforeEach(async () => {
    stub = await httpStub((_request, response) => {
      setTimeout(() => {
        sendJson(response, { organic: [] });
      }, CALL_MS);
    });
    const prefix = `test:${randomUUID()}`;
    fleet = Array.from({ length: 4 }, () =>
      createUpstream(
        {
          providers: { web: { kind: 'search', preset: 'serper', baseUrl: stub.url } },
          uses: {
            [USE]: {
              provider: 'web',
              limit: LIMIT,
              queue: { maxWaiting: 100, maxWaitMs: 60_000, mode: 'reject-newest' },
            },
          },
          cluster: {
            redisUrl: redisUrl(),
            prefix,
            sharedLimits: { [USE]: LIMIT },
            leaseMs: 600,
            heartbeatMs: 200,
            commandTimeoutMs: 200,
          },
        },
        new MetricsObserver(),
      ),
    );
    running = true;
  });
  afterEach(async () => {
    running = false;
    await Promise.all(fleet.map((upstream) => upstream.close()));
    await stub.close();
  });

  /** A caller that calls again as soon as it is answered. */
  async function caller(upstream: Upstream): Promise<void> {
    const scope = createScope({ deadlineMs: 60_000 });
    while (running) {
      await runInScope(scope, () => upstream.search(USE).search({ query: 'x' })).catch(
        () => new Promise((resolve) => setTimeout(resolve, 20)),
      );
    }
    scope.deadline.dispose();
  }

  async function meanInFlight(forMs: number): Promise<number> {
    let sum = 0;
    let samples = 0;
    const untilMs = performance.now() + forMs;
    while (performance.now() < untilMs) {
      sum += stub.inFlight.now;
      samples++;
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
    return sum / samples;
  }

  it('never exceed it, use it, and take over what a leaving one held', async () => {
    const callers = fleet.flatMap((upstream, index) =>
      Array.from({ length: index === 0 ? 28 : 4 }, () => caller(upstream)),
    );
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(await meanInFlight(1_000)).toBeGreaterThanOrEqual(0.85 * LIMIT);
    await fleet[3]?.close();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await meanInFlight(500)).toBeGreaterThanOrEqual(0.85 * LIMIT);
    expect(stub.inFlight.peak).toBeLessThanOrEqual(LIMIT);
    running = false;
    await Promise.all(callers);
  });
});
