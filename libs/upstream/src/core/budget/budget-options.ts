import { UpstreamError } from '../errors/upstream-error.js';

/** A budget's bounds. A capacity and a maximum wait are required: nothing can be configured to be unbounded. */
export interface BudgetOptions {
  /** Permits at most in use at once; a whole number ≥ 1. */
  limit: number;
  queue: QueueOptions;
  /** Shares of the limit per lane; without them both lanes lend each other everything. */
  lanes?: LaneOptions;
  /**
   * Permits of one family must not be held around each other (a nested one would deadlock a full budget); default: the
   * budget's own name. See `Budget.run`.
   */
  family?: string;
}

export interface QueueOptions {
  /** Callers waiting at most; a whole number ≥ 0, where 0 means nobody waits. */
  maxWaiting: number;
  /**
   * Longest wait, in milliseconds. A caller is refused at once when it would have to expect a longer one, or one of more
   * than 40 % of what remains of its deadline; and it stops waiting when less remains than a call takes.
   */
  maxWaitMs: number;
  /** Bytes of payload held by waiting callers at most; default 64 MiB. */
  maxBytes?: number;
  /**
   * Who is turned away when the queue is full, always of the longest tenant queue: its newest caller (those who wait are
   * served in order) or its oldest (the freshest are served; for callers who give up).
   */
  mode: 'reject-newest' | 'evict-oldest';
}

export interface LaneOptions {
  /** `reserved`: permits that batch can never take. Default 0. */
  interactive?: { reserved: number };
  /** `reserved`: permits that interactive can never take, default 0; `max`: permits batch may use at most, default all but the interactive reservation. */
  batch?: { reserved: number; max?: number };
}

export const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

/** @throws UpstreamError `config.invalid` naming the budget and the option */
export function checkBudgetOptions(name: string, options: BudgetOptions): void {
  const { limit, queue } = options;
  const interactive = options.lanes?.interactive?.reserved ?? 0;
  const batch = options.lanes?.batch?.reserved ?? 0;
  const batchMax = options.lanes?.batch?.max ?? limit;
  const problem =
    whole('limit', limit, 1) ??
    whole('queue.maxWaiting', queue.maxWaiting, 0) ??
    finite('queue.maxWaitMs', queue.maxWaitMs) ??
    finite('queue.maxBytes', queue.maxBytes ?? DEFAULT_MAX_BYTES) ??
    whole('lanes.interactive.reserved', interactive, 0) ??
    whole('lanes.batch.reserved', batch, 0) ??
    whole('lanes.batch.max', batchMax, 0) ??
    (interactive + batch > limit ? `its lanes reserve ${interactive + batch} of ${limit} permits` : undefined) ??
    (batch > batchMax ? `lanes.batch.reserved is ${batch}, more than lanes.batch.max ${batchMax}` : undefined);
  if (problem !== undefined)
    throw new UpstreamError('config.invalid', `Budget "${name}": ${problem}.`, { details: { budget: name } });
}

function whole(option: string, value: number, least: number): string | undefined {
  return Number.isSafeInteger(value) && value >= least
    ? undefined
    : `${option} is ${value}, expected a whole number ≥ ${least}`;
}

function finite(option: string, value: number): string | undefined {
  return Number.isFinite(value) && value >= 0 ? undefined : `${option} is ${value}, expected a finite number ≥ 0`;
}
