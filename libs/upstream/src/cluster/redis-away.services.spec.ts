import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { redisProxy, type RedisProxy } from '../testing/redis-proxy.js';
import { redisUrl } from '../../test/support/redis-url.js';
import { httpStub, sendJson, type StubServer } from '../../test/support/stub-server.js';
import { createScope, createUpstream, MetricsObserver, runInScope, type Upstream } from '../index.js';

const USE = 'test.search';
const LIMIT = 20;
const FLOOR = 5;
const LEASE_MS = 1_200;
const HEARTBEAT_MS = 300;
const CALL_MS = 40;
const COMMAND_MS = 50;
/** What the machine may add by being busy, beside what it adds to everybody. */
const SLACK_MS = 150;

jest.setTimeout(30_000);

describe('Redis gone in mid-traffic', () => {
  let stub: StubServer;
  let proxies: RedisProxy[];
  let fleet: Upstream[];
  let callers: Promise<void>[];
  let running: boolean;
  let slowestMs: Map<Upstream, number>;

  beforeEach(async () => {
    stub = await httpStub((_request, response) => {
      setTimeout(() => {
        sendJson(response, { organic: [] });
      }, CALL_MS);
    });
    // The first process has a way to Redis of its own.
    proxies = await Promise.all([redisProxy(redisUrl()), redisProxy(redisUrl())]);
    const prefix = `test:${randomUUID()}`;
    fleet = [0, 1, 1, 1].map((way) => upstream(at(proxies, way).url, prefix));
    callers = [];
    running = true;
    slowestMs = new Map();
  });
  afterEach(async () => {
    running = false;
    await Promise.all(callers);
    await Promise.all(fleet.map((upstream) => upstream.close()));
    await Promise.all([...proxies.map((proxy) => proxy.close()), stub.close()]);
  });

  /** A process; without an address, one that shares nothing. */
  function upstream(url: string | undefined, prefix: string): Upstream {
    const cluster = url !== undefined && {
      redisUrl: url,
      prefix,
      sharedLimits: { [USE]: LIMIT },
      leaseMs: LEASE_MS,
      heartbeatMs: HEARTBEAT_MS,
    };
    const queue = { maxWaiting: 100, maxWaitMs: 60_000, mode: 'reject-newest' as const };
    return createUpstream(
      {
        // Limited far above what is called, so that every call asks Redis.
        providers: {
          web: { kind: 'search', preset: 'serper', baseUrl: stub.url, rateLimit: { requestsPerMinute: 1_000_000 } },
        },
        uses: { [USE]: { provider: 'web', limit: LIMIT, queue } },
        ...(cluster && { cluster: { ...cluster, commandTimeoutMs: COMMAND_MS } }),
      },
      new MetricsObserver(),
    );
  }

  function start(callersOfEach: readonly number[]): void {
    fleet.forEach((upstream, index) => {
      for (let count = 0; count < at(callersOfEach, index); count++) callers.push(caller(upstream));
    });
  }

  /** Calls again as soon as it is answered. A refusal would fail the test. */
  async function caller(upstream: Upstream): Promise<void> {
    while (running) {
      const scope = createScope({ deadlineMs: 60_000 });
      const startedMs = performance.now();
      await runInScope(scope, () => upstream.search(USE).search({ query: 'x' }));
      slowestMs.set(upstream, Math.max(slowestMs.get(upstream) ?? 0, performance.now() - startedMs));
      scope.deadline.dispose();
    }
  }

  const shares = () =>
    fleet.map((upstream) => upstream.snapshot().budgets.find((budget) => budget.name === USE)?.leasedShare);

  async function until(condition: () => boolean, what: string): Promise<void> {
    const fromMs = performance.now();
    while (!condition()) {
      if (performance.now() - fromMs > 4 * LEASE_MS) throw new Error(`it never happened: ${what} (${shares().join()})`);
      await sleep(5);
    }
  }

  const leave = (how: 'freeze' | 'cut') => {
    for (const proxy of proxies) proxy[how]();
  };
  const comeBack = () => {
    for (const proxy of proxies) {
      proxy.thaw();
      proxy.restore();
    }
  };

  it.each(['freeze', 'cut'] as const)('(%s) holds nobody up for longer than 50 ms', async (how) => {
    await until(() => shares().every((share) => share === FLOOR), 'everybody takes part');
    // A busy machine holds up those as well who share nothing.
    const alone = upstream(undefined, '');
    fleet.push(alone);
    start([3, 3, 3, 3, 12]);
    await sleep(10 * CALL_MS);
    for (const [change, forMs] of [
      [() => leave(how), 2 * LEASE_MS],
      [comeBack, LEASE_MS],
    ] as const) {
      slowestMs.clear();
      change();
      await sleep(forMs);
      const usualMs = slowestMs.get(alone) ?? 0;
      expect(Math.max(...slowestMs.values())).toBeLessThan(usualMs + COMMAND_MS + SLACK_MS);
    }
  });

  it.each(['freeze', 'cut'] as const)('(%s) takes everybody to the floor, and back, within the limit', async (how) => {
    start([28, 4, 4, 4]);
    await until(() => stub.inFlight.now === LIMIT, 'the limit is used in full');
    leave(how);
    await until(() => shares().every((share) => share === FLOOR), 'everybody is at the floor');
    comeBack();
    await until(() => (shares()[0] ?? 0) >= 8 && stub.inFlight.now === LIMIT, 'the busy one has most again');
    expect(stub.inFlight.peak).toBe(LIMIT);
  });

  it('(from the start) lets everybody work with the floor after one lease', async () => {
    await Promise.all(fleet.map((upstream) => upstream.close()));
    leave('cut');
    const prefix = `test:${randomUUID()}`;
    fleet = [0, 1, 1, 1].map((way) => upstream(at(proxies, way).url, prefix));
    const startedMs = performance.now();
    start([28, 4, 4, 4]);
    await until(() => stub.inFlight.now === FLOOR + 12, 'everybody works');
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(LEASE_MS - HEARTBEAT_MS);
    expect(performance.now() - startedMs).toBeLessThan(LEASE_MS + HEARTBEAT_MS + 5 * SLACK_MS);
    comeBack();
    await until(() => stub.inFlight.now === LIMIT, 'the limit is used in full');
    expect(stub.inFlight.peak).toBe(LIMIT);
  });

  it('for one process alone leaves it its floor, which the others do not use', async () => {
    start([28, 4, 4, 4]);
    await until(() => (shares()[0] ?? 0) >= 8, 'the busy one has most');
    at(proxies, 0).freeze();
    start([0, 10, 10, 10]);
    await sleep(2.5 * LEASE_MS);
    expect(shares()).toEqual([FLOOR, FLOOR, FLOOR, FLOOR]);
    at(proxies, 0).thaw();
    await until(() => stub.inFlight.now === LIMIT, 'the limit is used in full again');
    expect(stub.inFlight.peak).toBe(LIMIT);
  });
});

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no item ${index}`);
  return item;
}
