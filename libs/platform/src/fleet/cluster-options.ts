import type { ClusterOptions } from '@tradewind/upstream';
import { ConfigError } from '../config/config-error.js';
import type { FleetEnv } from './fleet-env.js';

/** A limit of the whole fleet, as a variable says it; undefined: each process has the budget's own limit. */
export interface FleetLimit {
  variable: string;
  budget: string;
  limit: number | undefined;
}

/**
 * What this process shares with the others: rates always, permits of those budgets that are given a limit of the fleet.
 * @throws ConfigError when there is such a limit and no Redis to share it through, or not a permit for each process
 */
export function clusterOptions(env: FleetEnv, limits: readonly FleetLimit[]): { cluster?: ClusterOptions } {
  const sharedLimits: Record<string, number> = {};
  for (const { variable, budget, limit } of limits) {
    if (limit === undefined) continue;
    if (env.REDIS_URL === undefined) throw wrong(variable, limit, 'REDIS_URL to be set: it is shared through Redis');
    if (limit < env.UPSTREAM_MAX_REPLICAS) {
      throw wrong(variable, limit, `at least UPSTREAM_MAX_REPLICAS (${String(env.UPSTREAM_MAX_REPLICAS)})`);
    }
    sharedLimits[budget] = limit;
  }
  if (env.REDIS_URL === undefined) return {};
  return {
    cluster: {
      redisUrl: env.REDIS_URL,
      maxReplicas: env.UPSTREAM_MAX_REPLICAS,
      commandTimeoutMs: env.UPSTREAM_REDIS_TIMEOUT_MS,
      sharedLimits,
    },
  };
}

function wrong(variable: string, limit: number, expected: string): ConfigError {
  return new ConfigError([{ variable, message: `${variable} is "${String(limit)}": expected ${expected}` }]);
}
