import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FakeClock } from '../../testing/fake-clock.js';
import { must, mustEqual } from '../../testing/must.js';
import { propertyRuns } from '../../testing/property-runs.js';
import { InProcessRateLimiter } from './in-process-rate-limiter.js';
import type { RateReservation } from './rate-limiter.js';
import { SlidingLog } from './sliding-log.js';

const LIMITS = { requestsPerMinute: 10, tokensPerMinute: 1000 };

describe('InProcessRateLimiter', () => {
  it('admits exactly what fits: N requests and T tokens in any 60 s, never more, and never fewer', () => {
    const step = fc.record({
      afterMs: fc.constantFrom(0, 1, 700, 5999, 6000, 20_000),
      tokens: fc.constantFrom(0, 1, 90, 400, 1500),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80, size: 'max' }), (steps) => {
        const clock = new FakeClock();
        const limiter = new InProcessRateLimiter(clock);
        const taken: { atMs: number; tokens: number }[] = [];
        const fits = (atMs: number, tokens: number): boolean => {
          const recent = taken.filter((one) => atMs - one.atMs < 60_000);
          const used = recent.reduce((sum, one) => sum + one.tokens, 0);
          return recent.length < 10 && (tokens === 0 || used + tokens <= 1000);
        };
        for (const { afterMs, tokens } of steps) {
          clock.advance(afterMs);
          const capped = Math.min(tokens, 1000);
          const decision = limiter.reserve('key', LIMITS, tokens);
          mustEqual(decision.granted, fits(clock.now(), capped), 'granted');
          if (decision.granted) {
            mustEqual(decision.reservation.tokens, capped, 'reserved tokens');
            taken.push({ atMs: clock.now(), tokens: capped });
          } else {
            // The time it names is the first at which the very same call would fit.
            must(fits(clock.now() + decision.retryAfterMs, capped), 'it fits when promised');
            must(!fits(clock.now() + decision.retryAfterMs - 0.5, capped), 'it does not fit earlier');
          }
        }
      }),
      { numRuns: propertyRuns(1000) },
    );
  });

  it('caps a reservation at the bucket, so that one large call is never blocked for ever', () => {
    const limiter = new InProcessRateLimiter(new FakeClock());
    expect(limiter.reserve('key', LIMITS, 1_000_000)).toMatchObject({ granted: true, reservation: { tokens: 1000 } });
  });

  it('refuses without consuming anything', () => {
    const limiter = new InProcessRateLimiter(new FakeClock());
    limiter.reserve('key', LIMITS, 990);
    for (let i = 0; i < 50; i++)
      expect(limiter.reserve('key', LIMITS, 20)).toMatchObject({ granted: false, code: 'quota.tokens' });
    expect(limiter.status('key', LIMITS)).toMatchObject({ requests: { remaining: 9 }, tokens: { remaining: 10 } });
  });

  it('settles once: exact usage gives back, an estimate never does, more is charged', () => {
    const clock = new FakeClock();
    const limiter = new InProcessRateLimiter(clock);
    const remaining = (): number | undefined => limiter.status('key', LIMITS).tokens?.remaining;
    const reserve = (tokens: number): RateReservation => {
      const decision = limiter.reserve('key', LIMITS, tokens);
      if (!decision.granted) throw new Error('refused');
      return decision.reservation;
    };
    const exact = reserve(300);
    limiter.settle(exact, 100, true);
    limiter.settle(exact, 0, true);
    limiter.refund(exact);
    expect(remaining()).toBe(900);
    limiter.settle(reserve(300), 100, false);
    expect(remaining()).toBe(600);
    limiter.settle(reserve(100), 250, false);
    expect(remaining()).toBe(350);
    limiter.settle(reserve(50), 0, true);
    expect(remaining()).toBe(350);
    const refunded = reserve(200);
    limiter.refund(refunded);
    limiter.settle(refunded, 900, true);
    expect(limiter.status('key', LIMITS)).toMatchObject({ requests: { remaining: 6 }, tokens: { remaining: 350 } });
    clock.advance(60_000);
    expect(remaining()).toBe(1000);
  });

  it('settling after the window has moved on gives nothing back twice', () => {
    const clock = new FakeClock();
    const limiter = new InProcessRateLimiter(clock);
    const decision = limiter.reserve('key', LIMITS, 500);
    clock.advance(30_000);
    limiter.reserve('key', LIMITS, 40);
    clock.advance(31_000);
    limiter.reserve('key', LIMITS, 60);
    if (decision.granted) limiter.settle(decision.reservation, 0, true);
    expect(limiter.status('key', LIMITS)).toMatchObject({ requests: { remaining: 8 }, tokens: { remaining: 900 } });
  });

  it('follows changed limits at once, and forgets keys that were idle for a minute', () => {
    const clock = new FakeClock();
    const limiter = new InProcessRateLimiter(clock);
    for (let i = 0; i < 500; i++) limiter.reserve(`tenant-${i}`, LIMITS, 1);
    expect(limiter.reserve('tenant-1', { requestsPerMinute: 1 }, 1).granted).toBe(false);
    expect(limiter.size).toBe(500);
    clock.advance(61_000);
    limiter.reserve('tenant-1', LIMITS, 1);
    expect(limiter.size).toBe(1);
  });
});

describe('SlidingLog', () => {
  it('stays small under any number of requests, and errs only towards counting them for a few milliseconds longer', () => {
    const log = new SlidingLog();
    let now = 0;
    for (let i = 0; i < 300_000; i++) {
      now = i * 0.4;
      log.forget(now);
      log.add(now, 1, 2);
    }
    expect(log.size).toBeLessThanOrEqual(9000);
    const inWindow = 60_000 / 0.4;
    expect(log.requests).toBeGreaterThanOrEqual(inWindow);
    expect(log.requests).toBeLessThanOrEqual(inWindow * 1.001);
    expect(log.tokens).toBe(2 * log.requests);
    log.forget(now + 60_000);
    expect([log.requests, log.tokens, log.size]).toEqual([0, 0, 0]);
  });
});
