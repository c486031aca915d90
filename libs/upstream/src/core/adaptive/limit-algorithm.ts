import type { Outcome } from '../pipeline/reply.js';

/** Computes a limit from what calls experience; a budget enforces it. One instance belongs to one budget. */
export interface LimitAlgorithm {
  /** Permits that seem safe now; a whole number between 1 and the configured limit. */
  readonly limit: number;
  /**
   * A real call has ended.
   * @param startedMs when it began, on the budget's clock
   * @param inFlight calls in flight including this one
   * @returns true when `limit` changed
   */
  settled(outcome: Outcome, startedMs: number, nowMs: number, inFlight: number): boolean;
  /** The upstream was found dead: its breaker has opened. What failed lately said nothing about how much it bears. */
  outage(): void;
  /** The configured limit changed. */
  reconfigure(maxLimit: number): void;
}
