import { ConfigError } from '@tradewind/platform';
import type { ClusterOptions } from '@tradewind/upstream';
import type { RiskEnv } from '../config/risk.config.js';

/** The variables that limit the whole fleet, and what they limit. The gateway's own server is called `llm`. */
const FLEET_LIMITS = {
  SHADOW_HUNTER_CHECKS_FLEET_LIMIT: 'shadow-hunter.checks',
  SHADOW_HUNTER_SEARCH_FLEET_LIMIT: 'shadow-hunter.search',
  SHADOW_HUNTER_LLM_FLEET_LIMIT: 'shadow-hunter.llm',
  NEXUS_ASSESS_REPORTS_FLEET_LIMIT: 'nexus-assess.reports',
  NEXUS_ASSESS_LLM_FLEET_LIMIT: 'nexus-assess.llm',
  GATEWAY_LLM_FLEET_LIMIT: 'llm',
} as const;

/**
 * What this process shares with the others: rates always, permits of those uses that are given a limit of the fleet.
 * @throws ConfigError when there is such a limit and no Redis to share it through, or not a permit for each process
 */
export function clusterOptions(env: RiskEnv): { cluster?: ClusterOptions } {
  const sharedLimits: Record<string, number> = {};
  for (const [name, budget] of Object.entries(FLEET_LIMITS)) {
    const variable = name as keyof typeof FLEET_LIMITS;
    const limit = env[variable];
    if (limit === undefined) continue;
    if (env.REDIS_URL === undefined) throw wrong(variable, limit, 'REDIS_URL to be set: it is shared through Redis');
    if (limit < env.UPSTREAM_MAX_REPLICAS) {
      throw wrong(variable, limit, `at least UPSTREAM_MAX_REPLICAS (${String(env.UPSTREAM_MAX_REPLICAS)})`);
    }
    sharedLimits[budget] = limit;
  }
  if (env.REDIS_URL === undefined) return {};
  return { cluster: { redisUrl: env.REDIS_URL, maxReplicas: env.UPSTREAM_MAX_REPLICAS, sharedLimits } };
}

function wrong(variable: string, limit: number, expected: string): ConfigError {
  return new ConfigError([{ variable, message: `${variable} is "${String(limit)}": expected ${expected}` }]);
}
