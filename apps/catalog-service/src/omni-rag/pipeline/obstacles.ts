import { isUpstreamError, type UpstreamErrorCode } from '@tradewind/upstream';

/** The task cannot go on now for a reason that is nobody's fault; it is put back and taken up again later. */
export class Postponed extends Error {
  override readonly name = 'Postponed';

  constructor(
    readonly delayMs: number,
    reason: string,
  ) {
    super(reason);
  }
}

/** What an upstream failure means for a task: wait and try again, or give up because trying again gives the same. */
const PASSES: Record<UpstreamErrorCode, boolean> = {
  'capacity.queue_full': true,
  'capacity.wait_too_long': true,
  'capacity.evicted': true,
  'quota.requests': true,
  'quota.tokens': true,
  'breaker.open': true,
  'deadline.exceeded': true,
  'call.cancelled': false,
  'upstream.timeout': true,
  'upstream.unreachable': true,
  'upstream.rate_limited': true,
  'upstream.rejected': false,
  'upstream.failed': true,
  'upstream.malformed': true,
  'upstream.interrupted': true,
  'upstream.too_large': false,
  'scope.missing': false,
  'config.invalid': false,
};

/** Whether the failure is one of an upstream that will pass by itself. */
export function isPassing(error: unknown): boolean {
  return isUpstreamError(error) && PASSES[error.code];
}
