import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../testing/fake-clock.js';
import { testScope } from '../../testing/test-scope.js';
import { Budget } from './budget.js';
import type { QueueOptions } from './budget-options.js';

const LIMIT = 8;
const SERVICE_MS = 200;
const SPREAD = 0.5;
const DEADLINE_MS = 4000;
const DURATION_MS = 20_000;
const WARM_UP_MS = 3000;
/** Asks by tenant: the first asks five times as often as any other. */
const WEIGHTS = [5, 1, 1, 1, 1, 1, 1, 1, 1, 1];

/** A small deterministic generator (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Result {
  /** Useful work done in time, as a part of what could have been done. */
  goodput: number;
  served: number[];
  /** Milliseconds after which each refused caller was told. */
  refusals: number[];
}

/** Callers arrive at random at `load` times what the budget can serve, with log-normal service times and deadlines. */
async function simulate(
  load: number,
  mode: QueueOptions['mode'],
  costOf: (tenant: number) => number = () => 1,
): Promise<Result> {
  const clock = new FakeClock();
  const random = generator(7);
  const budget = new Budget('test', { limit: LIMIT, queue: { maxWaiting: 100, maxWaitMs: 10_000, mode } }, { clock });
  const served = WEIGHTS.map(() => 0);
  const refusals: number[] = [];
  const totalWeight = WEIGHTS.reduce((sum, weight, tenant) => sum + weight * costOf(tenant), 0);
  let usefulMs = 0;

  const arrive = (tenant: number): void => {
    const sinceMs = clock.now();
    const cost = costOf(tenant);
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const durationMs = cost * SERVICE_MS * Math.exp(SPREAD * normal - SPREAD ** 2 / 2);
    const scope = testScope(clock, { tenantId: String(tenant), deadlineMs: DEADLINE_MS });
    budget.acquire({ scope, cost }).then(
      (permit) => {
        clock.setTimer(
          durationMs,
          () => {
            finish();
          },
          undefined,
        );
        const finish = (): void => {
          permit.release();
          if (clock.now() - sinceMs > DEADLINE_MS || clock.now() < WARM_UP_MS) return;
          usefulMs += durationMs;
          served[tenant] = (served[tenant] ?? 0) + cost;
        };
      },
      () => void refusals.push(clock.now() - sinceMs),
    );
  };

  for (let ms = 0; ms < DURATION_MS; ms++) {
    WEIGHTS.forEach((weight, tenant) => {
      const perMs = (load * LIMIT * weight) / (SERVICE_MS * totalWeight);
      for (let due = perMs; due > 0; due--) if (random() < due) arrive(tenant);
    });
    clock.advance(1);
    await Promise.resolve();
  }
  return { goodput: usefulMs / (LIMIT * (DURATION_MS - WARM_UP_MS)), served, refusals };
}

function jain(shares: number[]): number {
  const sum = shares.reduce((a, b) => a + b, 0);
  return sum ** 2 / (shares.length * shares.reduce((a, b) => a + b * b, 0));
}

describe('a budget under overload, with log-normal service times and callers with deadlines', () => {
  it.each([
    [1.2, 'reject-newest'],
    [2, 'reject-newest'],
    [10, 'reject-newest'],
    [1.2, 'evict-oldest'],
    [2, 'evict-oldest'],
    [10, 'evict-oldest'],
  ] as const)('at %p times its capacity does at least 0.97 of the useful work it could (%s)', async (load, mode) => {
    const { goodput } = await simulate(load, mode);
    expect(goodput).toBeGreaterThanOrEqual(0.97);
  });

  it.each([2, 5, 10])('at %p times its capacity tells those it refuses at once, not after a wait', async (load) => {
    const { refusals } = await simulate(load, 'reject-newest');
    const late = refusals.filter((afterMs) => afterMs > 5).length;
    expect(refusals.length).toBeGreaterThan(100);
    expect(late / refusals.length).toBeLessThanOrEqual(0.01);
  });

  it.each(['reject-newest', 'evict-oldest'] as const)(
    'serves ten tenants alike although one asks five times as much: Jain index ≥ 0.99 (%s)',
    async (mode) => {
      const { served } = await simulate(3, mode);
      expect(jain(served)).toBeGreaterThanOrEqual(0.99);
    },
  );

  it('weighs by cost: tenants with dear calls get as much service, not as many calls', async () => {
    const { served } = await simulate(3, 'reject-newest', (tenant) => (tenant < 5 ? 1 : 3));
    expect(jain(served)).toBeGreaterThanOrEqual(0.98);
  });
});
