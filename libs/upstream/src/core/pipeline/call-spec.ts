import type { CallScope } from '../scope/call-scope.js';
import type { TokenEstimate } from '../rate/token-usage.js';
import type { Attempt } from './attempt.js';
import type { CallTimeouts } from './call-timeouts.js';
import type { Reply, ReplyListener } from './reply.js';

/** One call to be made under protection. */
export interface CallSpec<T> {
  /**
   * Makes the real call. Rejecting means that it has ended; resolving means that there is an answer whose body ends when
   * `reply.ended` resolves. Without a promise, which is cheaper: it tells `told`, once.
   */
  execute(attempt: Attempt, told: ReplyListener<T>): Promise<Reply<T>> | undefined;
  /** Breakers are per server × model. Default: one breaker for the server. */
  model?: string;
  /** Only calls that may safely be made twice are retried. Default false. */
  idempotent?: boolean;
  /** The upstream generates text for money: retried at most once, whatever is configured. Default false. */
  generation?: boolean;
  /** Overrides the pipeline's `maxRetries`. */
  maxRetries?: number;
  /** Reserved together with the permit; default none. */
  tokens?: TokenEstimate;
  /** Bytes held in memory while waiting; counted against the queue's bound. Default 0. */
  bytes?: number;
  /** Weight in fair queueing between tenants. Default 1. */
  cost?: number;
  /** Overrides of the pipeline's timeouts. */
  timeouts?: Partial<CallTimeouts>;
  /** Default: the current scope. */
  scope?: CallScope;
}
