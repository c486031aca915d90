import type { Clock } from '../clock/clock.js';
import type { RateDecision, RateLimiter, RateLimits, RateReservation, RateStatus } from './rate-limiter.js';

/** Sliding windows kept in this process. */
export class InProcessRateLimiter implements RateLimiter {
  constructor(private readonly clock: Clock) {}

  reserve(key: string, _limits: RateLimits, tokens: number): RateDecision {
    void this.clock;
    return { granted: true, reservation: { key, tokens }, status: {} };
  }

  settle(_reservation: RateReservation, _usedTokens: number, _exact: boolean): void {
    // Replaced below.
  }

  refund(_reservation: RateReservation): void {
    // Replaced below.
  }

  status(_key: string, _limits: RateLimits): RateStatus {
    return {};
  }
}
