import { AppError } from '@tradewind/platform';
import type { RateLimiter, RateLimits, RateReservation, RateStatus } from '@tradewind/upstream';
import { rateLimitHeaders } from './rate-headers.js';

/** One call's share of its key's limits. */
export interface KeyReservation {
  readonly status: RateStatus;
  /** Replaces the reserved tokens with what was used. An estimate may charge more but never gives back. */
  settle(usedTokens: number, exact: boolean): void;
  /** Gives everything back: nothing was ever sent. */
  refund(): void;
}

/** Requests and tokens per minute of each app's key. */
export class KeyLimits {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly limits: RateLimits,
  ) {}

  /**
   * Takes one request and its tokens, or nothing.
   * @throws AppError 429 `quota.requests` or `quota.tokens` with the time after which this very call would fit
   */
  async reserve(appId: string, tokens: number): Promise<KeyReservation> {
    const decision = await this.limiter.reserve(`gateway:app:${appId}`, this.limits, tokens);
    if (!decision.granted) {
      const what = decision.code === 'quota.requests' ? 'requests' : 'tokens';
      throw new AppError({
        code: decision.code,
        status: 429,
        detail: `This key's limit of ${what} per minute is reached. Try again later.`,
        retryAfterMs: decision.retryAfterMs,
        headers: rateLimitHeaders([decision.status]),
      });
    }
    return new Reservation(this.limiter, decision.reservation, decision.status);
  }
}

class Reservation implements KeyReservation {
  constructor(
    private readonly limiter: RateLimiter,
    private readonly reservation: RateReservation,
    readonly status: RateStatus,
  ) {}

  settle(usedTokens: number, exact: boolean): void {
    this.limiter.settle(this.reservation, usedTokens, exact);
  }

  refund(): void {
    this.limiter.refund(this.reservation);
  }
}
