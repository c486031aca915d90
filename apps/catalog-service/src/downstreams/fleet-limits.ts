import type { FleetLimit } from '@tradewind/platform';
import type { DownstreamsEnv } from './downstreams.config.js';

const BUDGETS = {
  OMNI_RAG_EMBEDDING_FLEET_LIMIT: 'omni-rag.embedding',
  OMNI_RAG_LLM_FLEET_LIMIT: 'omni-rag.llm',
  OMNI_RAG_DB_WRITE_FLEET_LIMIT: 'omni-rag.db-write',
  OMNI_RAG_INDEX_WRITE_FLEET_LIMIT: 'omni-rag.index-write',
  OMNI_RAG_RERANK_FLEET_LIMIT: 'omni-rag.rerank',
  OMNI_RAG_PARSER_FLEET_LIMIT: 'omni-rag.parser',
  DEAL_BRAIN_EMBEDDING_FLEET_LIMIT: 'deal-brain.embedding',
  DEAL_BRAIN_RERANK_FLEET_LIMIT: 'deal-brain.rerank',
  DEAL_BRAIN_LLM_FLEET_LIMIT: 'deal-brain.llm',
  DEAL_BRAIN_RETRIEVAL_FLEET_LIMIT: 'deal-brain.retrieval',
} as const;

/** The variables that limit the whole fleet (all processes of this service, the worker included), and what they limit. */
export function fleetLimits(env: DownstreamsEnv): FleetLimit[] {
  return Object.entries(BUDGETS).map(([variable, budget]) => ({
    variable,
    budget,
    limit: env[variable as keyof typeof BUDGETS],
  }));
}
