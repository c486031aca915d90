import type { BackendOptions } from '@tradewind/upstream';
import type { RiskEnv } from '../../config/risk.config.js';
import { serverAddresses } from '../../upstream/server-addresses.js';
import type { GatewayEnv, ServerSetting } from './gateway.config.js';

/** The chat server of the environment (`LLM_*`), which there always is. */
export const ENVIRONMENT_SERVER = 'llm';

/**
 * The servers behind the gateway, each with its own connections, queue, breakers and rate limits: those of the
 * environment and those of `GATEWAY_SERVERS`, which may also replace them.
 */
export function gatewayBackends(env: GatewayEnv, risk: RiskEnv): Record<string, BackendOptions> {
  const addresses = serverAddresses(risk);
  const servers: Record<string, ServerSetting> = {
    [ENVIRONMENT_SERVER]: { ...fromEnvironment(addresses.llm, risk.LLM_API_KEY), preset: risk.LLM_PRESET },
    embedding: fromEnvironment(addresses.embedding, risk.EMBEDDING_API_KEY),
    rerank: fromEnvironment(addresses.rerank, risk.RERANK_API_KEY),
    ...env.GATEWAY_SERVERS,
  };
  return Object.fromEntries(Object.entries(servers).map(([name, server]) => [name, backend(server, env, risk)]));
}

function fromEnvironment(baseUrl: string | undefined, apiKey: string | undefined): ServerSetting {
  return {
    preset: 'openai-compatible',
    ...(baseUrl !== undefined && { base_url: baseUrl }),
    ...(apiKey !== undefined && { api_key: apiKey }),
  };
}

function backend(server: ServerSetting, env: GatewayEnv, risk: RiskEnv): BackendOptions {
  return {
    preset: server.preset,
    ...(server.base_url !== undefined && { baseUrl: server.base_url }),
    ...(server.api_key !== undefined && { apiKey: server.api_key }),
    budget: {
      limit: server.limit ?? risk.GATEWAY_LLM_LIMIT,
      queue: {
        maxWaiting: server.max_waiting ?? risk.GATEWAY_LLM_MAX_WAITING,
        maxWaitMs: server.max_wait_ms ?? risk.GATEWAY_LLM_MAX_WAIT_MS,
        // A chat nobody has waited for yet is worth more than one whose caller is about to give up.
        mode: 'evict-oldest',
      },
    },
    rateLimit: { requestsPerMinute: server.requests_per_minute, tokensPerMinute: server.tokens_per_minute },
    maxConnections: risk.HTTP_MAX_CONNECTIONS,
    maxKeepaliveConnections: risk.HTTP_MAX_KEEPALIVE_CONNECTIONS,
    maxBytes: env.GATEWAY_MAX_ANSWER_BYTES,
  };
}
