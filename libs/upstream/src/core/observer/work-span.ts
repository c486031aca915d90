import type { Outcome } from '../pipeline/reply.js';
import type { TokenUsage } from '../rate/token-usage.js';
import type { CallOutcome } from './upstream-observer.js';

/**
 * The part of a trace that a piece of work is. A scope may carry one; calls made for that work then report themselves to it. Like an
 * observer it must be cheap and must not throw.
 */
export interface WorkSpan {
  /** A call enters the pipeline. */
  call(call: { use: string; server: string; model: string }): CallSpan;
}

/** One call through the pipeline, from the first stage until its answer has ended. */
export interface CallSpan {
  /** It was admitted, and its attempt of this number (from 1) goes out now. */
  attempt(number: number): void;
  /** The real call of the latest attempt has ended. */
  settled(outcome: Outcome, usage: TokenUsage | undefined): void;
  /** It was answered or refused; `attempts` is 0 when nothing was sent. */
  ended(outcome: CallOutcome, attempts: number): void;
}
