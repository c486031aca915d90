import type { RateSetting, SectionBodies } from '@tradewind/contracts';
import type { Backend, RateLimits } from '@tradewind/upstream';
import { PriceList } from '../ledger/price-list.js';
import { RouteTable, type Route } from '../routing/route-table.js';
import type { AccessPolicies } from './access-policies.js';
import type { GatewayEnv } from './gateway.config.js';
import { GatewaySettings } from './gateway-settings.js';

/** The sections in the form the gateway's parts use. */
export function buildSettings(
  sections: SectionBodies,
  backends: ReadonlyMap<string, Backend>,
  access: AccessPolicies,
  env: GatewayEnv,
): GatewaySettings {
  const { routes, limits, words, prices } = sections;
  const everyKey: RateLimits = {
    requestsPerMinute: env.GATEWAY_KEY_REQUESTS_PER_MINUTE,
    tokensPerMinute: env.GATEWAY_KEY_TOKENS_PER_MINUTE,
    ...rateLimits(limits.keys),
  };
  const all = Object.entries(routes).map(([model, route]) => ({ model, ...route }));
  return new GatewaySettings({
    routes: new RouteTable(all),
    appRoutes: appRoutes(all, access),
    backends,
    prices: new PriceList(prices.currency, new Map(Object.entries(prices.models).map(toPrice))),
    words: words.words,
    keyRates: everyKey,
    maxPromptCharacters: limits.max_prompt_characters ?? env.GATEWAY_MAX_PROMPT_CHARACTERS,
    access: {
      ...access,
      keyRates: new Map(Array.from(access.keyRates, ([key, rates]) => [key, { ...everyKey, ...rates }])),
    },
    defaultOutputTokens: env.GATEWAY_DEFAULT_OUTPUT_TOKENS,
    keepaliveMs: env.GATEWAY_KEEPALIVE_MS,
    clientStallMs: env.GATEWAY_CLIENT_STALL_MS,
    streamTimeoutMs: env.GATEWAY_STREAM_TIMEOUT_MS,
  });
}

function appRoutes(routes: readonly Route[], { apps }: AccessPolicies): Map<string, RouteTable> {
  const tables = new Map<string, RouteTable>();
  for (const [appId, { allowedModels }] of apps) {
    if (allowedModels) tables.set(appId, new RouteTable(routes.filter(({ model }) => allowedModels.has(model))));
  }
  return tables;
}

function toPrice([model, price]: [string, SectionBodies['prices']['models'][string]]) {
  return [model, { inputPerMillion: price.input_per_million, outputPerMillion: price.output_per_million }] as const;
}

export function rateLimits({ requests_per_minute: requests, tokens_per_minute: tokens }: RateSetting): RateLimits {
  return {
    ...(requests !== undefined && { requestsPerMinute: requests }),
    ...(tokens !== undefined && { tokensPerMinute: tokens }),
  };
}
