import type { SectionBodies, ServerLimits, ServerSetting } from '@tradewind/contracts';
import type { RiskEnv } from '../../config/risk.config.js';
import { serverAddresses } from '../../upstream/server-addresses.js';
import type { GatewayEnv } from './gateway.config.js';

/** Name of the chat server of the environment (`LLM_*`), and of the public model on it. */
export const ENVIRONMENT_SERVER = 'llm';
const DEFAULT_CHAT_MODEL = 'tradewind-chat';

/** What the gateway is told by its environment, in the shape in which it is edited: the sections' version 0. */
export function environmentSections(env: GatewayEnv, risk: RiskEnv): SectionBodies {
  const routes = environmentRoutes(env, risk);
  return {
    servers: environmentServers(env, risk),
    routes,
    limits: {
      budgets: {},
      servers: serverLimits(env),
      keys: {
        requests_per_minute: env.GATEWAY_KEY_REQUESTS_PER_MINUTE,
        tokens_per_minute: env.GATEWAY_KEY_TOKENS_PER_MINUTE,
      },
      max_prompt_characters: env.GATEWAY_MAX_PROMPT_CHARACTERS,
    },
    words: { words: env.GATEWAY_WORDS },
    prices: {
      currency: risk.PRICE_CURRENCY,
      models: { ...(DEFAULT_CHAT_MODEL in routes && defaultPrice(risk)), ...env.GATEWAY_PRICES },
    },
  };
}

function environmentServers(env: GatewayEnv, risk: RiskEnv): Record<string, ServerSetting> {
  const addresses = serverAddresses(risk);
  const at = (baseUrl: string | undefined, variable: string, key: string | undefined): ServerSetting => ({
    preset: 'openai-compatible',
    ...(baseUrl !== undefined && { base_url: baseUrl }),
    ...(key !== undefined && { api_key: { variable } }),
  });
  const own = Object.entries(env.GATEWAY_SERVERS).map(([name, { preset, base_url, api_key }]) => {
    const server: ServerSetting = { preset, ...(base_url && { base_url }), ...(api_key && { api_key }) };
    return [name, server] as const;
  });
  return {
    [ENVIRONMENT_SERVER]: { ...at(addresses.llm, 'LLM_API_KEY', risk.LLM_API_KEY), preset: risk.LLM_PRESET },
    embedding: at(addresses.embedding, 'EMBEDDING_API_KEY', risk.EMBEDDING_API_KEY),
    rerank: at(addresses.rerank, 'RERANK_API_KEY', risk.RERANK_API_KEY),
    // One that takes the place of a server of the environment does not inherit its key: it may be somebody else's.
    ...Object.fromEntries(own),
  };
}

function serverLimits(env: GatewayEnv): Record<string, ServerLimits> {
  const limits = Object.entries(env.GATEWAY_SERVERS).map(
    ([name, { preset: _preset, base_url: _url, api_key: _key, ...bounds }]) => [name, bounds] as const,
  );
  return Object.fromEntries(limits.filter(([, bounds]) => Object.keys(bounds).length > 0));
}

/** The configured routes, or one public name for each server of the environment. */
function environmentRoutes(env: GatewayEnv, risk: RiskEnv): SectionBodies['routes'] {
  if (Object.keys(env.GATEWAY_ROUTES).length > 0) return env.GATEWAY_ROUTES;
  const single = (server: string, model: string) => [{ server, model, weight: 1 }];
  return {
    [DEFAULT_CHAT_MODEL]: { kind: 'chat', servers: single(ENVIRONMENT_SERVER, risk.LLM_MODEL) },
    'tradewind-embed': { kind: 'embedding', servers: single('embedding', risk.EMBEDDING_MODEL) },
    'tradewind-rerank': { kind: 'rerank', servers: single('rerank', risk.RERANK_MODEL) },
  };
}

function defaultPrice(risk: RiskEnv): SectionBodies['prices']['models'] {
  return {
    [DEFAULT_CHAT_MODEL]: {
      input_per_million: risk.PRICE_PER_MILLION_INPUT_TOKENS,
      output_per_million: risk.PRICE_PER_MILLION_OUTPUT_TOKENS,
    },
  };
}
