import { backoffMs } from '../../retry/backoff.js';
import { pause } from '../../retry/pause.js';
import type { Call } from '../call.js';
import type { Handler, Stage } from './stage.js';

/** Tries idempotent calls again when the upstream said that this may help. Holds nothing while it pauses. */
export const retryStage: Stage = (next) => (call) => (call.maxRetries === 0 ? next(call) : withRetries(call, next));

async function withRetries<T>(call: Call<T>, next: Handler): Promise<T> {
  for (let retry = 1; ; retry++) {
    try {
      call.verdict = undefined;
      return await next(call);
    } catch (error) {
      const pauseMs = pauseBefore(retry, call, error);
      if (pauseMs === undefined) throw error;
      await pause(call.parts.clock, pauseMs, call.scope.deadline);
    }
  }
}

/** Undefined: not again. Our own refusals, timeouts already answered and spent retry budgets end here. */
function pauseBefore<T>(retry: number, call: Call<T>, error: unknown): number | undefined {
  const { verdict, parts, scope } = call;
  if (verdict === undefined || verdict.error !== error || !verdict.retryable || retry > call.maxRetries)
    return undefined;
  if (!parts.server.retryBudget.allows) return undefined;
  const pauseMs = (verdict.error.retryAfterMs ?? 0) + backoffMs(retry, parts.backoff, parts.random);
  return pauseMs < scope.deadline.remainingMs() ? pauseMs : undefined;
}
