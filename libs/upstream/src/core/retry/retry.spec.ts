import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoffMs, DEFAULT_BACKOFF } from './backoff.js';
import { KeyedRetrySlots } from './keyed-retry-slots.js';
import { RetryBudget } from './retry-budget.js';
import { RetrySlots } from './retry-slots.js';

describe('backoffMs', () => {
  it('draws from all of an interval that doubles up to its bound', () => {
    const bounds = [1, 2, 3, 4, 5, 6, 7].map((retry) => backoffMs(retry, DEFAULT_BACKOFF, () => 1));
    expect(bounds).toEqual([200, 400, 800, 1600, 3200, 5000, 5000]);
    expect(backoffMs(5, DEFAULT_BACKOFF, () => 0)).toBe(0);
  });
});

describe('RetryBudget', () => {
  it.each([0, 0.5, 0.9, 1])('keeps amplification ≤ 1.1 when a share of %p of all attempts fails', (failing) => {
    const budget = new RetryBudget();
    const calls = 10_000;
    let attempts = 0;
    for (let call = 0; call < calls; call++) {
      for (let retry = 0; retry <= 3; retry++) {
        attempts++;
        const fails = (attempts * 0.618034) % 1 < failing;
        budget.settled(fails ? 'overloaded' : 'success');
        if (!fails || !budget.allows) break;
      }
    }
    expect(attempts / calls).toBeLessThanOrEqual(1.1);
  });

  it('allows retries again once calls succeed', () => {
    const budget = new RetryBudget();
    for (let i = 0; i < 20; i++) budget.settled('failed');
    expect(budget.allows).toBe(false);
    for (let i = 0; i < 51; i++) budget.settled('success');
    expect(budget.allows).toBe(true);
  });
});

describe('RetrySlots', () => {
  it('promises times no earlier than possible, at least a service apart, within a minute', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ afterMs: fc.nat(500), firstMs: fc.nat(5000) }), { maxLength: 100, size: 'max' }),
        (asks) => {
          const slots = new RetrySlots();
          let now = 0;
          let last = -Infinity;
          for (const { afterMs, firstMs } of asks) {
            now += afterMs;
            const waitMs = slots.next(now, firstMs, 100);
            expect(waitMs).toBeGreaterThanOrEqual(firstMs);
            expect(waitMs).toBeLessThanOrEqual(60_000);
            if (now + waitMs < last + 100 - 1e-9) expect(last + 100).toBeGreaterThan(now + 60_000);
            last = now + waitMs;
          }
        },
      ),
    );
  });

  it('never shortens a wait that is longer than a minute by itself', () => {
    expect(new RetrySlots().next(0, 600_000, 10)).toBe(600_000);
  });

  it('keeps keys apart', () => {
    const slots = new KeyedRetrySlots();
    expect([slots.next('a', 0, 10, 5), slots.next('a', 0, 10, 5), slots.next('b', 0, 10, 5)]).toEqual([10, 15, 10]);
  });
});
