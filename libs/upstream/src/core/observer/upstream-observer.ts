import type { AdmissionDecision } from '../budget/budget-snapshot.js';
import type { BreakerState } from '../breaker/breaker-state.js';
import type { Lane } from '../scope/call-scope.js';
import type { Outcome } from '../pipeline/reply.js';

/** How a call ended, as a metrics label. */
export type CallOutcome = 'ok' | 'error' | 'timeout' | 'rate_limited' | 'breaker_open' | 'shed' | 'cancelled';

/**
 * Told what happens, for metrics. Called on hot paths with plain arguments: it must be cheap and must not throw.
 * `use` is the pipeline's name, `server` the backend server's.
 */
export interface UpstreamObserver {
  /** Admission to a budget was decided after `waitedMs` in its queue. */
  admission(budget: string, lane: Lane, decision: AdmissionDecision, waitedMs: number): void;
  /** A whole call was answered (for a stream: its body ended). `attempts` is 0 when nothing was sent. */
  call(use: string, outcome: CallOutcome, durationMs: number, attempts: number): void;
  /** One real call has ended. */
  attempt(server: string, model: string, outcome: Outcome, durationMs: number): void;
  breaker(server: string, model: string, state: BreakerState): void;
  /** Tokens were reserved for an attempt, or an attempt was settled with what it used. */
  tokens(use: string, kind: 'reserved' | 'settled', tokens: number): void;
}

/** Ignores everything: the default. */
export const silentObserver: UpstreamObserver = {
  admission: ignore,
  call: ignore,
  attempt: ignore,
  breaker: ignore,
  tokens: ignore,
};

function ignore(): void {
  // Nobody listens.
}
