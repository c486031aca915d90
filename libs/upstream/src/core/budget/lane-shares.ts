import type { Lane } from '../scope/call-scope.js';
import type { BudgetOptions } from './budget-options.js';

/**
 * How many permits each lane may hold at once under `limit`, the number in force.
 *
 * A reservation is kept free for its lane; everything else is lent to whoever asks, interactive first. When the limit
 * in force is below the configured one the reservations shrink in proportion (rounded down), or a limit of 1 would belong to
 * nobody and never be used, and so never grow again.
 */
export function laneShares(options: BudgetOptions, limit: number): Record<Lane, number> {
  const scale = Math.min(1, limit / options.limit);
  const interactiveReserved = Math.floor((options.lanes?.interactive?.reserved ?? 0) * scale);
  const batchReserved = Math.floor((options.lanes?.batch?.reserved ?? 0) * scale);
  const batchMax = options.lanes?.batch?.max ?? options.limit;
  return {
    interactive: limit - batchReserved,
    batch: Math.min(batchMax, limit - interactiveReserved),
  };
}
