import type { Cancellation } from '../deadline/cancellation.js';
import type { CallScope } from '../scope/call-scope.js';
import type { CallTimeouts } from './call-timeouts.js';

/**
 * One real call about to be made. It is itself the cancellation of that call: `aborted`, `reason`, `listen()` (cheap) and
 * `signal` (an AbortSignal, made on first use). It aborts at the total timeout, at the deadline and when the caller leaves, also after
 * `execute` has resolved and while the body is still coming; whoever executes it destroys the socket then.
 */
export interface Attempt extends Cancellation {
  /** 1 for the first try. */
  readonly number: number;
  /** Clamped to what remains of the deadline. */
  readonly timeouts: CallTimeouts;
  readonly scope: CallScope;
}
