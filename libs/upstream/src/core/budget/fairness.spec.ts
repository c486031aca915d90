import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../testing/fake-clock.js';
import { testScope } from '../../testing/test-scope.js';
import { Budget } from './budget.js';
import type { BudgetOptions } from './budget-options.js';

const SERVICE_MS = 100;
const LIMIT = 4;

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

/** Ten tenants ask for twice what there is; the first asks five times as often as the others. Served calls by tenant. */
async function serve(options: BudgetOptions, costOf: (tenant: number) => number = () => 1): Promise<number[]> {
  const clock = new FakeClock();
  const random = generator(7);
  const budget = new Budget('test', options, { clock });
  const served = Array.from({ length: 10 }, () => 0);
  const weights = served.map((_, tenant) => (tenant === 0 ? 5 : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const arrivalsPerMs = (2 * LIMIT) / SERVICE_MS;
  for (let ms = 0; ms < 20_000; ms++) {
    weights.forEach((weight, tenant) => {
      if (random() >= (arrivalsPerMs * weight) / total) return;
      const scope = testScope(clock, { tenantId: String(tenant), deadlineMs: 5000 });
      budget.acquire({ scope, cost: costOf(tenant) }).then(
        (permit) => {
          served[tenant] = (served[tenant] ?? 0) + costOf(tenant);
          clock.setTimer(
            SERVICE_MS * costOf(tenant) * (0.5 + random()),
            () => {
              permit.release();
            },
            undefined,
          );
        },
        () => undefined,
      );
    });
    clock.advance(1);
    await Promise.resolve();
  }
  return served;
}

function jain(shares: number[]): number {
  const sum = shares.reduce((a, b) => a + b, 0);
  return sum ** 2 / (shares.length * shares.reduce((a, b) => a + b * b, 0));
}

describe('fairness between ten tenants, one asking five times as much, at twice the capacity', () => {
  it.each(['reject-newest', 'evict-oldest'] as const)('has a Jain index of at least 0.99 (%s)', async (mode) => {
    const served = await serve({ limit: LIMIT, queue: { maxWaiting: 50, maxWaitMs: 10_000, mode } });
    expect(jain(served)).toBeGreaterThanOrEqual(0.99);
    // And nothing is left idle for it.
    expect(served.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(0.97 * (20_000 / SERVICE_MS) * LIMIT);
  });

  it('weighs by cost: a tenant whose calls cost three times as much gets a third as many', async () => {
    const served = await serve(
      { limit: LIMIT, queue: { maxWaiting: 50, maxWaitMs: 10_000, mode: 'evict-oldest' } },
      (tenant) => (tenant < 5 ? 1 : 3),
    );
    expect(jain(served.slice(1))).toBeGreaterThanOrEqual(0.97);
  });
});
