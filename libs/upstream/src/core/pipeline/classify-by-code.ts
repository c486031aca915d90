import { isUpstreamError, UpstreamError, type UpstreamErrorCode } from '../errors/upstream-error.js';
import type { Outcome, Verdict } from './reply.js';

interface Meaning {
  outcome: Outcome;
  retryable: boolean;
  /** The upstream never worked on it, so no tokens were used. */
  free?: true;
}

/** What each code says about the upstream when a real call ends with it. */
const MEANINGS: Readonly<Record<UpstreamErrorCode, Meaning>> = {
  'capacity.queue_full': { outcome: 'ignored', retryable: false },
  'capacity.wait_too_long': { outcome: 'ignored', retryable: false },
  'capacity.evicted': { outcome: 'ignored', retryable: false },
  'quota.requests': { outcome: 'ignored', retryable: false },
  'quota.tokens': { outcome: 'ignored', retryable: false },
  'breaker.open': { outcome: 'ignored', retryable: false },
  'deadline.exceeded': { outcome: 'ignored', retryable: false },
  'call.cancelled': { outcome: 'ignored', retryable: false },
  'upstream.timeout': { outcome: 'overloaded', retryable: false },
  'upstream.unreachable': { outcome: 'failed', retryable: true, free: true },
  'upstream.rate_limited': { outcome: 'throttled', retryable: true, free: true },
  'upstream.rejected': { outcome: 'ignored', retryable: false, free: true },
  'upstream.failed': { outcome: 'failed', retryable: false },
  'upstream.malformed': { outcome: 'failed', retryable: false },
  'upstream.interrupted': { outcome: 'failed', retryable: false },
  'upstream.too_large': { outcome: 'ignored', retryable: false },
  'scope.missing': { outcome: 'ignored', retryable: false },
  'config.invalid': { outcome: 'ignored', retryable: false },
};

/**
 * The default classifier, for transports that throw UpstreamErrors. `upstream.failed` with `details.status` 503 is an overload
 * and may be retried. Anything that is not an UpstreamError becomes `upstream.failed`, and is a failure.
 */
export function classifyByCode(error: unknown): Verdict {
  if (!isUpstreamError(error)) {
    return {
      error: new UpstreamError('upstream.failed', 'The call failed unexpectedly.', { cause: error }),
      outcome: 'failed',
      retryable: false,
    };
  }
  if (error.code === 'upstream.failed' && error.details['status'] === 503)
    return { error, outcome: 'overloaded', retryable: true };
  const { outcome, retryable, free } = MEANINGS[error.code];
  if (free !== true) return { error, outcome, retryable };
  return { error, outcome, retryable, usage: { inputTokens: 0, outputTokens: 0, exact: true } };
}
