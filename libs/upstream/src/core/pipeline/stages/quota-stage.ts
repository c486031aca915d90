import { quotaError } from '../../rate/quota-error.js';
import type { RateDecision, RateLimits } from '../../rate/rate-limiter.js';
import type { Call } from '../call.js';
import type { Stage } from './stage.js';

/** Takes the tenant's own requests and tokens per minute, once per call; they go back if nothing is ever sent. */
export const quotaStage: Stage = (next, { quota }) => {
  if (quota === undefined) return next;
  return (call) => {
    const limits = quota.limits(call.scope.tenantId);
    if (limits === undefined) return next(call);
    const decision = quota.limiter.reserve(call.scope.tenantId, limits, call.tokens);
    if (decision instanceof Promise) {
      return decision.then((late) => {
        keep(call, late, limits);
        return next(call);
      });
    }
    keep(call, decision, limits);
    return next(call);
  };
};

function keep<T>(call: Call<T>, decision: RateDecision, limits: RateLimits): void {
  if (decision.granted) {
    call.quota = decision.reservation;
    return;
  }
  const { clock, quotaSlots } = call.parts;
  throw quotaError(call.scope.tenantId, decision, limits, call.tokens, clock.now(), quotaSlots);
}
