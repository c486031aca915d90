import { Admission } from '../../admission/admission.js';
import type { Stage } from './stage.js';

/** The permit and the server's rate tokens, in one step, waiting within bounds. */
export const admissionStage: Stage =
  (next, { budget, server, clock }) =>
  (call) => {
    const { scope, spec } = call;
    const admission = new Admission(
      budget,
      server,
      call.breaker,
      clock,
      scope.lane,
      scope.tenantId,
      scope.deadline,
      call.tokens,
      spec.bytes ?? 0,
      spec.cost ?? 1,
    );
    call.admission = admission;
    const entered = admission.enter();
    return entered === undefined ? next(call) : entered.then(() => next(call));
  };
