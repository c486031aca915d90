import type { Stage } from './stage.js';

/** Looks whether the upstream is known to be dead, so that nobody queues for it. Claims nothing yet. */
export const breakerStage: Stage = (next) => (call) => {
  const refusal = call.breaker.peek();
  if (refusal !== undefined) throw refusal;
  return next(call);
};
