import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { RateDecision, RateLimiter, RateReservation } from '../../src/core/index.js';

/** What every RateLimiter guarantees, wherever it keeps its windows. */
export function rateLimiterContract(open: () => Promise<{ limiter: RateLimiter; close(): Promise<void> }>): void {
  let limiter: RateLimiter;
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ limiter, close } = await open());
  });
  afterEach(() => close());

  const granted = (decision: RateDecision): RateReservation => {
    if (!decision.granted) throw new Error(`refused: ${decision.code}`);
    return decision.reservation;
  };

  it('grants exactly the limit, however many ask at once', async () => {
    const decisions = await Promise.all(
      Array.from({ length: 40 }, () => limiter.reserve('key', { requestsPerMinute: 7 }, 0)),
    );
    expect(decisions.filter((decision) => decision.granted)).toHaveLength(7);
    const refused = decisions.find((decision) => !decision.granted);
    expect(refused).toMatchObject({ code: 'quota.requests', status: { requests: { limit: 7, remaining: 0 } } });
    expect(refused?.granted === false && refused.retryAfterMs > 0 && refused.retryAfterMs <= 60_000).toBe(true);
  });

  it('takes requests and tokens together or neither', async () => {
    const limits = { requestsPerMinute: 10, tokensPerMinute: 100 };
    granted(await limiter.reserve('key', limits, 80));
    await expect(Promise.resolve(limiter.reserve('key', limits, 30))).resolves.toMatchObject({
      granted: false,
      code: 'quota.tokens',
    });
    await expect(Promise.resolve(limiter.status('key', limits))).resolves.toMatchObject({
      requests: { remaining: 9 },
      tokens: { remaining: 20 },
    });
    granted(await limiter.reserve('key', limits, 20));
  });

  it('caps a reservation at the bucket, so that no call is too large for ever', async () => {
    const reservation = granted(await limiter.reserve('key', { tokensPerMinute: 50 }, 1_000));
    expect(reservation.tokens).toBe(50);
  });

  it('charges more when more was used, and gives back only what is known exactly', async () => {
    const limits = { tokensPerMinute: 100 };
    const remaining = async () => (await limiter.status('key', limits)).tokens?.remaining;
    const more = granted(await limiter.reserve('key', limits, 10));
    limiter.settle(more, 30, false);
    expect(await settled(remaining, 70)).toBe(70);
    const guessed = granted(await limiter.reserve('key', limits, 40));
    limiter.settle(guessed, 5, false);
    expect(await settled(remaining, 30)).toBe(30);
    const exact = granted(await limiter.reserve('key', limits, 20));
    limiter.settle(exact, 5, true);
    expect(await settled(remaining, 25)).toBe(25);
  });

  it('gives everything back for a call that was never sent', async () => {
    const limits = { requestsPerMinute: 1, tokensPerMinute: 10 };
    const reservation = granted(await limiter.reserve('key', limits, 10));
    limiter.refund(reservation);
    expect(await settled(async () => (await limiter.status('key', limits)).requests?.remaining, 1)).toBe(1);
    granted(await limiter.reserve('key', limits, 10));
  });

  it('settles and refunds once', async () => {
    const limits = { requestsPerMinute: 5, tokensPerMinute: 100 };
    const reservation = granted(await limiter.reserve('key', limits, 10));
    limiter.settle(reservation, 10, true);
    limiter.refund(reservation);
    limiter.settle(reservation, 90, true);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await expect(Promise.resolve(limiter.status('key', limits))).resolves.toMatchObject({
      requests: { remaining: 4 },
      tokens: { remaining: 90 },
    });
  });

  it('keeps keys apart', async () => {
    granted(await limiter.reserve('one', { requestsPerMinute: 1 }, 0));
    granted(await limiter.reserve('two', { requestsPerMinute: 1 }, 0));
  });
}

/** Corrections need not be awaited, so they may take a moment. */
async function settled(read: () => Promise<number | undefined>, wanted: number): Promise<number | undefined> {
  for (let attempt = 0; attempt < 50 && (await read()) !== wanted; attempt++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return read();
}
