import { abortError, UpstreamError } from '../../errors/upstream-error.js';
import type { Stage } from './stage.js';

/** Refuses a call that cannot be answered in time: its deadline is over, or less remains than such a call takes. */
export const deadlineStage: Stage =
  (next, { budget }) =>
  (call) => {
    const { deadline } = call.scope;
    if (deadline.aborted) throw abortError(deadline.reason);
    // Somebody has to find out whether calls still take as long as they did: an idle budget always tries.
    if (budget.inFlight > 0 && deadline.remainingMs() < budget.typicalMs()) {
      throw new UpstreamError('deadline.exceeded', 'Less time remains than such a call takes.', {
        details: { remainingMs: Math.round(deadline.remainingMs()), typicalMs: Math.round(budget.typicalMs()) },
      });
    }
    return next(call);
  };
