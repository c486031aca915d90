import type { BackendOptions } from '@tradewind/upstream';
import type { RiskEnv } from '../../config/risk.config.js';
import { serverAddresses } from '../../upstream/server-addresses.js';
import type { GatewayEnvironment, ServerSetting } from './gateway.config.js';

/** The chat server of the environment (`LLM_*`), which there always is. */
export const ENVIRONMENT_SERVER = 'llm';

/**
 * The servers behind the gateway, each with its own connections, queue, breakers and rate limits: those of the
 * environment and those of `GATEWAY_SERVERS`, which may also replace them.
 */
export function gatewayBackends(env: GatewayEnvironment, risk: RiskEnv): Record<string, BackendOptions> {
  const addresses = serverAddresses(risk);
  const servers: Record<string, ServerSetting> = {
    [ENVIRONMENT_SERVER]: at(addresses.llm, risk.LLM_PRESET),
    embedding: at(addresses.embedding),
    rerank: at(addresses.rerank),
    ...env.GATEWAY_SERVERS,
  };
  const keys: Record<string, string | undefined> = {
    [ENVIRONMENT_SERVER]: risk.LLM_API_KEY,
    embedding: risk.EMBEDDING_API_KEY,
    rerank: risk.RERANK_API_KEY,
  };
  return Object.fromEntries(
    Object.entries(servers).map(([name, server]) => {
      // A server that takes the place of one of the environment does not inherit its key: it may be somebody else's.
      const apiKey = name in env.GATEWAY_SERVERS ? env.serverKeys.get(name) : keys[name];
      return [name, backend(server, apiKey, env, risk)];
    }),
  );
}

function at(baseUrl: string | undefined, preset: ServerSetting['preset'] = 'openai-compatible'): ServerSetting {
  return { preset, ...(baseUrl !== undefined && { base_url: baseUrl }) };
}

function backend(
  server: ServerSetting,
  apiKey: string | undefined,
  env: GatewayEnvironment,
  risk: RiskEnv,
): BackendOptions {
  return {
    preset: server.preset,
    ...(server.base_url !== undefined && { baseUrl: server.base_url }),
    ...(apiKey !== undefined && { apiKey }),
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
