import { isUpstreamError, type UpstreamErrorCode } from '../errors/upstream-error.js';
import type { CallOutcome } from '../observer/upstream-observer.js';

const OUTCOMES: Readonly<Record<UpstreamErrorCode, CallOutcome>> = {
  'capacity.queue_full': 'shed',
  'capacity.wait_too_long': 'shed',
  'capacity.evicted': 'shed',
  'quota.requests': 'rate_limited',
  'quota.tokens': 'rate_limited',
  'breaker.open': 'breaker_open',
  'deadline.exceeded': 'timeout',
  'call.cancelled': 'cancelled',
  'upstream.timeout': 'timeout',
  'upstream.unreachable': 'error',
  'upstream.rate_limited': 'rate_limited',
  'upstream.rejected': 'error',
  'upstream.failed': 'error',
  'upstream.malformed': 'error',
  'upstream.interrupted': 'error',
  'upstream.too_large': 'error',
  'scope.missing': 'error',
  'config.invalid': 'error',
};

/** The metrics label of a call that ended with `error`. */
export function callOutcomeOf(error: unknown): CallOutcome {
  return isUpstreamError(error) ? OUTCOMES[error.code] : 'error';
}
