import { InProcessRateLimiter, systemClock, type Clock } from '@tradewind/upstream/core';
import { tooManyRequests } from '../errors/app-error.js';

/** More wrong keys than a person mistypes in a minute. */
const WRONG_KEYS_PER_MINUTE = 20;

/** Limits what one address may ask of the admin routes of this process, and how many keys it may try. */
export class AdminThrottle {
  private readonly limiter: InProcessRateLimiter;

  /** @param requestsPerMinute of one address, in any 60 seconds */
  constructor(
    private readonly requestsPerMinute: number,
    clock: Clock = systemClock,
  ) {
    this.limiter = new InProcessRateLimiter(clock);
  }

  /** @throws AppError 429 `quota.requests`, also when the address has tried too many wrong keys */
  count(address: string): void {
    const wrong = this.limiter.status(`wrong:${address}`, { requestsPerMinute: WRONG_KEYS_PER_MINUTE }).requests;
    if (wrong?.remaining === 0) throw refusal(wrong.resetMs);
    this.take(`any:${address}`, this.requestsPerMinute);
  }

  countWrongKey(address: string): void {
    this.take(`wrong:${address}`, WRONG_KEYS_PER_MINUTE);
  }

  private take(name: string, requestsPerMinute: number): void {
    const decision = this.limiter.reserve(name, { requestsPerMinute }, 0);
    if (!decision.granted) throw refusal(decision.retryAfterMs);
  }
}

function refusal(retryAfterMs: number) {
  return tooManyRequests('quota.requests', 'Too many requests from this address. Try again later.', retryAfterMs);
}
