import { Budget, type LaneOptions } from '@tradewind/upstream/core';

/** So many callers may wait for each connection; more would only wait in vain. */
const WAITING_PER_CONNECTION = 10;

/** The budget every transaction takes its permit of: as many as the pool has connections. */
export function databaseBudget(options: { connections: number; acquireTimeoutMs: number }): Budget {
  return new Budget('database', {
    limit: options.connections,
    queue: {
      maxWaiting: options.connections * WAITING_PER_CONNECTION,
      maxWaitMs: options.acquireTimeoutMs,
      mode: 'reject-newest',
    },
    lanes: shares(options.connections),
  });
}

/** Half of the connections are never taken by batch work, and of four or more one is never taken from it; all else is lent to whoever asks. */
function shares(connections: number): LaneOptions {
  return {
    interactive: { reserved: Math.floor(connections / 2) },
    batch: { reserved: connections >= 4 ? 1 : 0 },
  };
}
