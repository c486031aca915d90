import { decimalNumber, flag, fleetEnv, parseEnv, urlOf, wholeNumber } from '@tradewind/platform';
import { embeddingPresets, llmPresets, rerankPresets, searchPresets } from '@tradewind/upstream';
import { z } from 'zod';

const url = () => urlOf('http', 'https').optional();
const text = () => z.string().min(1).max(500);
const permits = (initial: number) => wholeNumber({ min: 1, max: 1_000 }).default(initial);
const fleetPermits = () => wholeNumber({ min: 1, max: 100_000 }).optional();
const perMinute = () => wholeNumber({ min: 1, max: 100_000_000 }).optional();
const callers = (initial: number) => wholeNumber({ min: 0, max: 10_000 }).default(initial);
const connections = (initial: number) => wholeNumber({ min: 1, max: 10_000 }).default(initial);
const milliseconds = () => wholeNumber({ min: 1, max: 600_000 });
const price = (initial: number) => decimalNumber({ min: 0, max: 1_000_000 }).default(initial);

/** Names of the presets of one kind of downstream; another one stops the start. */
function presetOf<N extends string>(presets: Readonly<Record<N, unknown>>) {
  return z.enum(Object.keys(presets) as [N, ...N[]]);
}

/**
 * The environment of the risk service beyond what the platform reads itself.
 *
 * Downstreams: what each provider is, where it lives (default: the preset's own address) and which model is asked.
 * Budgets: how many calls of one use may be in flight in this process (`_LIMIT`), how many may wait (`_MAX_WAITING`) and for
 * how long at most (`_MAX_WAIT_MS`); and, if set, how many in all processes together (`_FLEET_LIMIT`). Prices: what a call costs, for the `cost` of answers.
 */
export const RiskEnv = z.object({
  LLM_PRESET: presetOf(llmPresets).default('openai-compatible'),
  LLM_BASE_URL: url(),
  LLM_API_KEY: text().optional(),
  LLM_MODEL: text().default('tradewind-chat'),
  /** Any 60 seconds, over all processes when `REDIS_URL` is set; default: not limited. So for the other kinds. */
  LLM_REQUESTS_PER_MINUTE: perMinute(),
  LLM_TOKENS_PER_MINUTE: perMinute(),
  EMBEDDING_PRESET: presetOf(embeddingPresets).default('openai-compatible'),
  EMBEDDING_BASE_URL: url(),
  EMBEDDING_API_KEY: text().optional(),
  EMBEDDING_MODEL: text().default('tradewind-embed'),
  EMBEDDING_REQUESTS_PER_MINUTE: perMinute(),
  EMBEDDING_TOKENS_PER_MINUTE: perMinute(),
  EMBEDDING_DIMENSIONS: wholeNumber({ min: 2, max: 16_000 }).default(384),
  RERANK_PRESET: presetOf(rerankPresets).default('cohere'),
  RERANK_BASE_URL: url(),
  RERANK_API_KEY: text().optional(),
  RERANK_MODEL: text().default('tradewind-rerank'),
  RERANK_REQUESTS_PER_MINUTE: perMinute(),
  SEARCH_PRESET: presetOf(searchPresets).default('serper'),
  SEARCH_BASE_URL: url(),
  SEARCH_API_KEY: text().optional(),
  SEARCH_REQUESTS_PER_MINUTE: perMinute(),

  ...fleetEnv,
  HTTP_MAX_CONNECTIONS: connections(100),
  HTTP_MAX_KEEPALIVE_CONNECTIONS: connections(20),
  /** Default: what the preset says, 60 or 120 s. */
  LLM_TOTAL_TIMEOUT_MS: milliseconds().optional(),
  SEARCH_TOTAL_TIMEOUT_MS: milliseconds().default(10_000),

  SHADOW_HUNTER_CHECKS_LIMIT: permits(16),
  SHADOW_HUNTER_CHECKS_FLEET_LIMIT: fleetPermits(),
  SHADOW_HUNTER_CHECKS_MAX_WAITING: callers(50),
  SHADOW_HUNTER_CHECKS_MAX_WAIT_MS: milliseconds().default(8_000),
  SHADOW_HUNTER_SEARCH_LIMIT: permits(10),
  SHADOW_HUNTER_SEARCH_FLEET_LIMIT: fleetPermits(),
  SHADOW_HUNTER_SEARCH_MAX_WAITING: callers(200),
  SHADOW_HUNTER_SEARCH_MAX_WAIT_MS: milliseconds().default(6_000),
  /** Searches one check may have in flight. */
  SHADOW_HUNTER_SEARCH_FANOUT: wholeNumber({ min: 1, max: 100 }).default(5),
  /** Pages one check reads in full, the best ones first; 0 = snippets only. */
  SHADOW_HUNTER_READ_PAGES: wholeNumber({ min: 0, max: 24 }).default(6),
  /** Lets pages be read from private and loopback addresses. For development; link-local and metadata addresses stay refused. */
  SHADOW_HUNTER_ALLOW_PRIVATE_ADDRESSES: flag().default(false),
  SHADOW_HUNTER_PAGES_LIMIT: permits(10),
  SHADOW_HUNTER_PAGES_MAX_WAITING: callers(100),
  SHADOW_HUNTER_PAGES_MAX_WAIT_MS: milliseconds().default(1_000),
  SHADOW_HUNTER_LLM_LIMIT: permits(4),
  SHADOW_HUNTER_LLM_FLEET_LIMIT: fleetPermits(),
  SHADOW_HUNTER_LLM_MAX_WAITING: callers(50),
  SHADOW_HUNTER_LLM_MAX_WAIT_MS: milliseconds().default(8_000),
  NEXUS_ASSESS_REPORTS_LIMIT: permits(6),
  NEXUS_ASSESS_REPORTS_FLEET_LIMIT: fleetPermits(),
  NEXUS_ASSESS_REPORTS_MAX_WAITING: callers(50),
  NEXUS_ASSESS_REPORTS_MAX_WAIT_MS: milliseconds().default(24_000),
  NEXUS_ASSESS_LLM_LIMIT: permits(3),
  NEXUS_ASSESS_LLM_FLEET_LIMIT: fleetPermits(),
  NEXUS_ASSESS_LLM_MAX_WAITING: callers(50),
  NEXUS_ASSESS_LLM_MAX_WAIT_MS: milliseconds().default(24_000),
  GATEWAY_LLM_LIMIT: permits(32),
  /** Of the gateway's own server `llm`. */
  GATEWAY_LLM_FLEET_LIMIT: fleetPermits(),
  GATEWAY_LLM_MAX_WAITING: callers(200),
  GATEWAY_LLM_MAX_WAIT_MS: milliseconds().default(10_000),

  PRICE_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as USD')
    .default('USD'),
  PRICE_PER_MILLION_INPUT_TOKENS: price(0.15),
  PRICE_PER_MILLION_OUTPUT_TOKENS: price(0.6),
  PRICE_PER_THOUSAND_SEARCHES: price(1),
});
export type RiskEnv = z.infer<typeof RiskEnv>;

/** Injection token of the parsed {@link RiskEnv}. */
export const RISK_ENV = Symbol('RiskEnv');

/** Reads and checks the environment; a wrong value stops the start and names the variable. */
export function readRiskEnv(env: NodeJS.ProcessEnv = process.env): RiskEnv {
  return parseEnv(RiskEnv, env);
}
