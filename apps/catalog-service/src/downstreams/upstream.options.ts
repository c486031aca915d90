import { clusterOptions } from '@tradewind/platform';
import type { BudgetOptions, UpstreamOptions } from '@tradewind/upstream';
import { fleetLimits } from './fleet-limits.js';
import type { DownstreamsEnv } from './downstreams.config.js';

/**
 * Wires every downstream of this service: one provider per kind, one budget per use.
 *
 * The uses of omniRAG and dealBrain are apart, so bulk ingestion cannot take a permit of interactive search. Inside
 * omniRAG a share is reserved for queries, which run in the interactive lane beside the worker's batches.
 */
export function upstreamOptions(env: DownstreamsEnv): UpstreamOptions {
  const pool = {
    maxConnections: env.HTTP_MAX_CONNECTIONS,
    maxKeepaliveConnections: env.HTTP_MAX_KEEPALIVE_CONNECTIONS,
  };
  return {
    ...clusterOptions(env, fleetLimits(env)),
    providers: {
      llm: {
        kind: 'llm',
        ...provider(env, 'LLM'),
        ...pool,
        rateLimit: { requestsPerMinute: env.LLM_REQUESTS_PER_MINUTE, tokensPerMinute: env.LLM_TOKENS_PER_MINUTE },
      },
      embedding: {
        kind: 'embedding',
        ...provider(env, 'EMBEDDING'),
        ...pool,
        dimensions: env.EMBEDDING_DIMENSIONS,
        rateLimit: {
          requestsPerMinute: env.EMBEDDING_REQUESTS_PER_MINUTE,
          tokensPerMinute: env.EMBEDDING_TOKENS_PER_MINUTE,
        },
      },
      rerank: { kind: 'rerank', ...provider(env, 'RERANK'), ...pool },
    },
    uses: {
      'omni-rag.embedding': { provider: 'embedding', ...budget(env, 'OMNI_RAG_EMBEDDING', 2) },
      'omni-rag.llm': { provider: 'llm', ...budget(env, 'OMNI_RAG_LLM', 1) },
      'omni-rag.rerank': { provider: 'rerank', ...budget(env, 'OMNI_RAG_RERANK') },
      'deal-brain.embedding': { provider: 'embedding', ...budget(env, 'DEAL_BRAIN_EMBEDDING') },
      'deal-brain.rerank': { provider: 'rerank', ...budget(env, 'DEAL_BRAIN_RERANK') },
      'deal-brain.llm': { provider: 'llm', ...budget(env, 'DEAL_BRAIN_LLM') },
    },
    budgets: {
      'omni-rag.db-write': budget(env, 'OMNI_RAG_DB_WRITE'),
      // A share of the writes above: those that keep a core of the database busy.
      'omni-rag.index-write': budget(env, 'OMNI_RAG_INDEX_WRITE'),
      // A share of the connections, so that questions take turns on the database's cores rather than all be slow together.
      'deal-brain.retrieval': budget(env, 'DEAL_BRAIN_RETRIEVAL'),
      // Parsers are no downstream, but like one they are slow, greedy and worth a queue.
      'omni-rag.parser': budget(env, 'OMNI_RAG_PARSER'),
    },
  };
}

type ProviderKind = 'LLM' | 'EMBEDDING' | 'RERANK';

function provider(env: DownstreamsEnv, kind: ProviderKind) {
  return {
    preset: env[`${kind}_PRESET`],
    baseUrl: env[`${kind}_BASE_URL`],
    apiKey: env[`${kind}_API_KEY`],
    model: env[`${kind}_MODEL`],
    rateLimit: { requestsPerMinute: env[`${kind}_REQUESTS_PER_MINUTE`] },
  };
}

type BudgetName =
  | 'OMNI_RAG_EMBEDDING'
  | 'OMNI_RAG_LLM'
  | 'OMNI_RAG_DB_WRITE'
  | 'OMNI_RAG_INDEX_WRITE'
  | 'OMNI_RAG_RERANK'
  | 'OMNI_RAG_PARSER'
  | 'DEAL_BRAIN_EMBEDDING'
  | 'DEAL_BRAIN_RERANK'
  | 'DEAL_BRAIN_LLM'
  | 'DEAL_BRAIN_RETRIEVAL';

function budget(env: DownstreamsEnv, use: BudgetName, interactiveReserved = 0): BudgetOptions {
  const limit = env[`${use}_LIMIT`];
  return {
    limit,
    queue: { maxWaiting: env[`${use}_MAX_WAITING`], maxWaitMs: env[`${use}_MAX_WAIT_MS`], mode: 'reject-newest' },
    // Never reserve everything: with a limit of 1 the batch lane must still get through.
    lanes: { interactive: { reserved: Math.min(interactiveReserved, limit - 1) } },
  };
}
