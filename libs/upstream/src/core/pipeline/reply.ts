import type { TokenUsage } from '../rate/token-usage.js';
import type { UpstreamError } from '../errors/upstream-error.js';

/**
 * What a real call said about its upstream:
 * - `success`: it answered in time; closes breakers, lets limits grow.
 * - `failed`: it is broken (5xx, reset, nonsense); counts for the breaker.
 * - `overloaded`: it cannot keep up (503, a timeout); counts for the breaker and lowers the adaptive limit.
 * - `throttled`: it asked us to slow down (429); lowers the adaptive limit and closes the server's gate, but is no failure.
 * - `ignored`: it says nothing about the upstream (the caller left, our own bad request).
 */
export type Outcome = 'success' | 'failed' | 'overloaded' | 'throttled' | 'ignored';

/** The end of a real call, told once. */
export interface Settlement {
  outcome: Outcome;
  /** Real usage; without it the reservation stands as the charge. */
  usage?: TokenUsage;
  /** The upstream's own Retry-After: closes the server's gate for that long. */
  retryAfterMs?: number;
}

/** An answer whose body may still be coming. */
export interface Reply<T> {
  value: T;
  /**
   * How the real call ended: resolves when the body has ended or the socket was destroyed, never earlier, because the
   * permit is held until then. A call that has already ended may give its settlement directly, which is cheaper.
   */
  ended: Promise<Settlement> | Settlement;
}

/** Told how a real call goes, as a promise of its reply would tell; its methods must not throw. */
export interface ReplyListener<T> {
  replied(reply: Reply<T>): void;
  /** The real call has ended, with nothing. */
  failed(error: unknown): void;
}

/** What a provider's classifier makes of whatever a call threw. */
export interface Verdict {
  /** What the caller is told. */
  error: UpstreamError;
  outcome: Outcome;
  /** True when the same call may succeed later and nothing of an answer had arrived (429, 503, connect errors). */
  retryable: boolean;
  /** Known usage, e.g. zero when the call never reached the upstream; without it the reservation stands. */
  usage?: TokenUsage;
}

/** Decides, per provider, what a thrown error means. Must not throw. */
export type Classify = (error: unknown) => Verdict;
