import { UpstreamError } from '../errors/upstream-error.js';
import type { KeyedRetrySlots } from '../retry/keyed-retry-slots.js';
import type { RateDecision, RateLimits } from './rate-limiter.js';
import { WINDOW_MS } from './sliding-log.js';

export type RateRefusal = Extract<RateDecision, { granted: false }>;

/** The error of a refused reservation, with a moment to come back that no other refused caller of the key was given. */
export function quotaError(
  key: string,
  refusal: RateRefusal,
  limits: RateLimits,
  tokens: number,
  nowMs: number,
  slots: KeyedRetrySlots,
): UpstreamError {
  const perCaller =
    refusal.code === 'quota.requests'
      ? 1 / (limits.requestsPerMinute ?? 1)
      : tokens / (limits.tokensPerMinute ?? Math.max(1, tokens));
  const spacingMs = WINDOW_MS * Math.min(1, perCaller);
  const what = refusal.code === 'quota.requests' ? 'requests' : 'tokens';
  return new UpstreamError(refusal.code, `The limit of ${what} per minute is used up.`, {
    retryAfterMs: slots.next(key, nowMs, refusal.retryAfterMs, spacingMs),
    details: { key, status: refusal.status },
  });
}
