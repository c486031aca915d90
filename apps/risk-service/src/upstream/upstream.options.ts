import { clusterOptions } from '@tradewind/platform';
import type { BudgetOptions, UpstreamOptions } from '@tradewind/upstream';
import type { RiskEnv } from '../config/risk.config.js';
import { fleetLimits } from './fleet-limits.js';

function budget(limit: number, maxWaiting: number, maxWaitMs: number): BudgetOptions {
  return { limit, queue: { maxWaiting, maxWaitMs, mode: 'reject-newest' } };
}

/**
 * Every downstream the risk service calls, and how much of it each feature may use at once.
 *
 * `uses` are calls, `budgets` are doors: a door holds a permit for a whole request, so that a flood is refused before
 * any work is done for it.
 */
export function upstreamOptions(env: RiskEnv): UpstreamOptions {
  const pool = {
    maxConnections: env.HTTP_MAX_CONNECTIONS,
    maxKeepaliveConnections: env.HTTP_MAX_KEEPALIVE_CONNECTIONS,
  };
  return {
    ...clusterOptions(env, fleetLimits(env)),
    providers: {
      llm: {
        ...pool,
        kind: 'llm',
        preset: env.LLM_PRESET,
        baseUrl: env.LLM_BASE_URL,
        apiKey: env.LLM_API_KEY,
        model: env.LLM_MODEL,
        rateLimit: { requestsPerMinute: env.LLM_REQUESTS_PER_MINUTE, tokensPerMinute: env.LLM_TOKENS_PER_MINUTE },
        ...(env.LLM_TOTAL_TIMEOUT_MS !== undefined && { timeouts: { totalMs: env.LLM_TOTAL_TIMEOUT_MS } }),
      },
      embedding: {
        ...pool,
        kind: 'embedding',
        preset: env.EMBEDDING_PRESET,
        baseUrl: env.EMBEDDING_BASE_URL,
        apiKey: env.EMBEDDING_API_KEY,
        model: env.EMBEDDING_MODEL,
        dimensions: env.EMBEDDING_DIMENSIONS,
        rateLimit: {
          requestsPerMinute: env.EMBEDDING_REQUESTS_PER_MINUTE,
          tokensPerMinute: env.EMBEDDING_TOKENS_PER_MINUTE,
        },
      },
      rerank: {
        ...pool,
        kind: 'rerank',
        preset: env.RERANK_PRESET,
        baseUrl: env.RERANK_BASE_URL,
        apiKey: env.RERANK_API_KEY,
        model: env.RERANK_MODEL,
        rateLimit: { requestsPerMinute: env.RERANK_REQUESTS_PER_MINUTE },
      },
      search: {
        ...pool,
        kind: 'search',
        preset: env.SEARCH_PRESET,
        baseUrl: env.SEARCH_BASE_URL,
        apiKey: env.SEARCH_API_KEY,
        rateLimit: { requestsPerMinute: env.SEARCH_REQUESTS_PER_MINUTE },
        timeouts: { totalMs: env.SEARCH_TOTAL_TIMEOUT_MS },
      },
    },
    uses: {
      'shadow-hunter.search': {
        provider: 'search',
        ...budget(
          env.SHADOW_HUNTER_SEARCH_LIMIT,
          env.SHADOW_HUNTER_SEARCH_MAX_WAITING,
          env.SHADOW_HUNTER_SEARCH_MAX_WAIT_MS,
        ),
      },
      'shadow-hunter.llm': {
        provider: 'llm',
        ...budget(env.SHADOW_HUNTER_LLM_LIMIT, env.SHADOW_HUNTER_LLM_MAX_WAITING, env.SHADOW_HUNTER_LLM_MAX_WAIT_MS),
      },
      'nexus-assess.llm': {
        provider: 'llm',
        ...budget(env.NEXUS_ASSESS_LLM_LIMIT, env.NEXUS_ASSESS_LLM_MAX_WAITING, env.NEXUS_ASSESS_LLM_MAX_WAIT_MS),
      },
    },
    budgets: {
      'shadow-hunter.checks': budget(
        env.SHADOW_HUNTER_CHECKS_LIMIT,
        env.SHADOW_HUNTER_CHECKS_MAX_WAITING,
        env.SHADOW_HUNTER_CHECKS_MAX_WAIT_MS,
      ),
      'shadow-hunter.pages': budget(
        env.SHADOW_HUNTER_PAGES_LIMIT,
        env.SHADOW_HUNTER_PAGES_MAX_WAITING,
        env.SHADOW_HUNTER_PAGES_MAX_WAIT_MS,
      ),
      'nexus-assess.reports': budget(
        env.NEXUS_ASSESS_REPORTS_LIMIT,
        env.NEXUS_ASSESS_REPORTS_MAX_WAITING,
        env.NEXUS_ASSESS_REPORTS_MAX_WAIT_MS,
      ),
    },
  };
}
