import { ConfigError } from '@tradewind/platform';
import type { ClusterOptions } from '@tradewind/upstream';
import type { DownstreamsEnv } from './downstreams.config.js';

/** The variables that limit the whole fleet (all processes of this service, the worker included), and what they limit. */
const FLEET_LIMITS = {
  OMNI_RAG_EMBEDDING_FLEET_LIMIT: 'omni-rag.embedding',
  OMNI_RAG_LLM_FLEET_LIMIT: 'omni-rag.llm',
  OMNI_RAG_DB_WRITE_FLEET_LIMIT: 'omni-rag.db-write',
  OMNI_RAG_RERANK_FLEET_LIMIT: 'omni-rag.rerank',
  OMNI_RAG_PARSER_FLEET_LIMIT: 'omni-rag.parser',
  DEAL_BRAIN_EMBEDDING_FLEET_LIMIT: 'deal-brain.embedding',
  DEAL_BRAIN_RERANK_FLEET_LIMIT: 'deal-brain.rerank',
  DEAL_BRAIN_LLM_FLEET_LIMIT: 'deal-brain.llm',
} as const;

/**
 * What this process shares with the others: rates always, permits of those uses that are given a limit of the fleet.
 * @throws ConfigError when there is such a limit and no Redis to share it through, or not a permit for each process
 */
export function clusterOptions(env: DownstreamsEnv): { cluster?: ClusterOptions } {
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
