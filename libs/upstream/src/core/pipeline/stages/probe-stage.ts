import type { Stage } from './stage.js';

/** Claims the breaker's leave at the last moment: it may have opened during the wait, and probes are few. */
export const probeStage: Stage = (next) => (call) => {
  try {
    call.admission?.claimProbe();
  } catch (error) {
    call.admission?.abandon();
    throw error;
  }
  return next(call);
};
