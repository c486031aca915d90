/** Limits over a sliding window of 60 seconds; an absent one does not limit. */
export interface RateLimits {
  requestsPerMinute?: number;
  tokensPerMinute?: number;
}

/** Where a key stands against its limits: what `x-ratelimit-*` headers are made of. Absent parts are not limited. */
export interface RateStatus {
  requests?: RateBucketStatus;
  tokens?: RateBucketStatus;
}

export interface RateBucketStatus {
  limit: number;
  remaining: number;
  /** Milliseconds until the whole bucket is free again, if nothing else is taken. */
  resetMs: number;
}

/** One request and its tokens, taken. It is settled or refunded once; later calls do nothing. */
export interface RateReservation {
  readonly key: string;
  /** Tokens really reserved: the wish, capped at the smallest bucket so that one large call can never be blocked for ever. */
  readonly tokens: number;
}

export type RateDecision =
  | { readonly granted: true; readonly reservation: RateReservation; readonly status: RateStatus }
  | {
      readonly granted: false;
      readonly code: 'quota.requests' | 'quota.tokens';
      /** Milliseconds until this very call would fit if nothing else were taken; who refuses a caller spreads it (RetrySlots). */
      readonly retryAfterMs: number;
      readonly status: RateStatus;
    };

/**
 * RPM and TPM over a sliding 60 s window, both taken together or neither.
 * Implementations: in process ({@link InProcessRateLimiter}, answers synchronously) and Redis (answers a promise).
 * An implementation never throws and never makes a caller wait for a sick store: it falls back by itself.
 */
export interface RateLimiter {
  /**
   * Takes one request and `tokens` for `key`, or nothing.
   * @param tokens the estimate; 0 for calls without tokens
   */
  reserve(key: string, limits: RateLimits, tokens: number): RateDecision | Promise<RateDecision>;
  /** Replaces the estimate with what was used: more is charged now; less is given back only if `exact`. */
  settle(reservation: RateReservation, usedTokens: number, exact: boolean): void;
  /** Gives request and tokens back: the call was never sent. */
  refund(reservation: RateReservation): void;
  status(key: string, limits: RateLimits): RateStatus | Promise<RateStatus>;
}
