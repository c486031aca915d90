import { HttpException } from '@nestjs/common';
import { abortError, isUpstreamError, type CallScope } from '../../core/index.js';
import { upstreamProblem } from '../problem/upstream-problem.js';

/**
 * How a request ended for its caller:
 * - `whole`: answered, nothing left out.
 * - `degraded`: answered, something was left out or replaced.
 * - `refused`: not served on purpose: no room, a limit, an open breaker, or a request that is not acceptable.
 * - `failed`: everything else.
 * - `cancelled`: the caller left first.
 */
export type AnswerResult = 'whole' | 'degraded' | 'refused' | 'failed' | 'cancelled';

/** Of a handler that has answered. */
export function resultOfAnswer(scope: CallScope | undefined): AnswerResult {
  if (scope === undefined) return 'whole';
  const { deadline, degraded } = scope;
  // A stream whose reader left ends without an error.
  if (deadline.aborted && abortError(deadline.reason).code === 'call.cancelled') return 'cancelled';
  return degraded.length === 0 ? 'whole' : 'degraded';
}

/** Of a handler that has thrown. */
export function resultOfError(error: unknown): AnswerResult {
  if (isUpstreamError(error)) {
    if (error.code === 'call.cancelled') return 'cancelled';
    // Nothing was tried: the breaker refuses as a full budget does, though clients know that as 503.
    if (error.code === 'breaker.open') return 'refused';
    return upstreamProblem(error).status < 500 ? 'refused' : 'failed';
  }
  const status = statusOf(error);
  return status !== undefined && status < 500 ? 'refused' : 'failed';
}

/** Nest's exceptions, and the application's own that carry a status. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  return typeof error.status === 'number' ? error.status : undefined;
}
