import type { RateLimits } from '@tradewind/upstream';
import type { RiskEnv } from '../../config/risk.config.js';
import { PriceList } from '../ledger/price-list.js';
import type { Route } from '../routing/route-table.js';
import { ENVIRONMENT_SERVER } from './gateway-backends.js';
import type { GatewayEnv } from './gateway.config.js';

/** Everything the gateway can be told, in the form its parts use. */
export interface GatewaySettings {
  readonly maxPromptCharacters: number;
  /** Output reserved for a call that does not cap its own. */
  readonly defaultOutputTokens: number;
  readonly keyLimits: RateLimits;
  readonly prices: PriceList;
  readonly keepaliveMs: number;
  readonly clientStallMs: number;
  readonly streamTimeoutMs: number;
}

/** Injection token of the {@link GatewaySettings}. */
export const GATEWAY_SETTINGS = Symbol('GatewaySettings');

export function gatewaySettings(env: GatewayEnv, risk: RiskEnv): GatewaySettings {
  const prices = Object.entries(env.GATEWAY_PRICES).map(
    ([model, price]) =>
      [model, { inputPerMillion: price.input_per_million, outputPerMillion: price.output_per_million }] as const,
  );
  const environmentPrice = {
    inputPerMillion: risk.PRICE_PER_MILLION_INPUT_TOKENS,
    outputPerMillion: risk.PRICE_PER_MILLION_OUTPUT_TOKENS,
  };
  return {
    maxPromptCharacters: env.GATEWAY_MAX_PROMPT_CHARACTERS,
    defaultOutputTokens: env.GATEWAY_DEFAULT_OUTPUT_TOKENS,
    keyLimits: {
      requestsPerMinute: env.GATEWAY_KEY_REQUESTS_PER_MINUTE,
      tokensPerMinute: env.GATEWAY_KEY_TOKENS_PER_MINUTE,
    },
    prices: new PriceList(risk.PRICE_CURRENCY, new Map([[DEFAULT_CHAT_MODEL, environmentPrice], ...prices])),
    keepaliveMs: env.GATEWAY_KEEPALIVE_MS,
    clientStallMs: env.GATEWAY_CLIENT_STALL_MS,
    streamTimeoutMs: env.GATEWAY_STREAM_TIMEOUT_MS,
  };
}

const DEFAULT_CHAT_MODEL = 'tradewind-chat';

/** The configured routes, or one public name for each server of the environment. */
export function gatewayRoutes(env: GatewayEnv, risk: RiskEnv): Route[] {
  const configured = Object.entries(env.GATEWAY_ROUTES).map(([model, route]): Route => ({ model, ...route }));
  if (configured.length > 0) return configured;
  const single = (server: string, model: string) => [{ server, model, weight: 1 }];
  return [
    { model: DEFAULT_CHAT_MODEL, kind: 'chat', servers: single(ENVIRONMENT_SERVER, risk.LLM_MODEL) },
    { model: 'tradewind-embed', kind: 'embedding', servers: single('embedding', risk.EMBEDDING_MODEL) },
    { model: 'tradewind-rerank', kind: 'rerank', servers: single('rerank', risk.RERANK_MODEL) },
  ];
}
