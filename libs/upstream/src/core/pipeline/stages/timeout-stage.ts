import { abortError } from '../../errors/upstream-error.js';
import type { CallTimeouts } from '../call-timeouts.js';
import { RunningAttempt } from '../running-attempt.js';
import type { Stage } from './stage.js';

/** Prepares the attempt, with its timeouts clamped to what remains of the deadline. */
export const timeoutStage: Stage = (next, parts) => (call) => {
  const { admission, spec, scope } = call;
  if (admission === undefined) throw new Error('An attempt needs to be admitted first.');
  const remainingMs = scope.deadline.remainingMs();
  if (remainingMs === 0) {
    admission.abandon();
    throw abortError(scope.deadline.reason);
  }
  const wanted = spec.timeouts === undefined ? parts.timeouts : { ...parts.timeouts, ...spec.timeouts };
  const timeouts = clamped(wanted, remainingMs);
  call.attempt = new RunningAttempt(call, admission, call.attempts + 1, timeouts, timeouts.totalMs < remainingMs);
  return next(call);
};

function clamped(timeouts: Readonly<CallTimeouts>, remainingMs: number): Readonly<CallTimeouts> {
  const { connectMs, firstByteMs, idleMs } = timeouts;
  const totalMs = Math.min(timeouts.totalMs, remainingMs);
  if (connectMs <= totalMs && firstByteMs <= totalMs && idleMs <= totalMs && timeouts.totalMs === totalMs)
    return timeouts;
  return {
    connectMs: Math.min(connectMs, totalMs),
    firstByteMs: Math.min(firstByteMs, totalMs),
    idleMs: Math.min(idleMs, totalMs),
    totalMs,
  };
}
