import { currentScope } from '@tradewind/upstream';

/** Kept back for writing the answer, so that it leaves inside the deadline. */
const RESERVE_MS = 100;

/**
 * What one stage may take of the time the request has left: a share of it, and never more than `maxMs`. Later stages get their
 * own shares of what then remains, so no chain of slow stages can use up the deadline.
 */
export function stageMs(share: number, maxMs = Number.POSITIVE_INFINITY): number {
  const left = currentScope().deadline.remainingMs() - RESERVE_MS;
  return Math.max(0, Math.min(left * share, maxMs));
}
