import { parseEnv } from '@tradewind/platform';
import { z } from 'zod';

const count = (initial: number, max = 10_000) => z.coerce.number().int().min(1).max(max).default(initial);
const milliseconds = (initial: number) => z.coerce.number().int().min(1).max(600_000).default(initial);
const price = (initial: number) => z.coerce.number().min(0).max(1_000_000).default(initial);
const url = (initial: string) => z.url({ protocol: /^https?$/ }).default(initial);
const name = (initial: string) => z.string().min(1).max(200).default(initial);
const secret = () => z.string().min(1).max(500).optional();

/**
 * The environment of the risk service beyond what the platform reads itself.
 *
 * Downstreams: where each provider lives. Budgets: how many calls of one use may be in flight (`_LIMIT`), how many may
 * wait (`_MAX_WAITING`) and for how long at most (`_MAX_WAIT_MS`). Prices: what a call costs, for the `cost` of answers.
 */
export const RiskEnv = z.object({
  LLM_PRESET: name('openai-compatible'),
  LLM_BASE_URL: url('http://127.0.0.1:4010/v1'),
  LLM_API_KEY: secret(),
  LLM_MODEL: name('tradewind-chat'),
  EMBEDDING_PRESET: name('openai-compatible'),
  EMBEDDING_BASE_URL: url('http://127.0.0.1:4010/v1'),
  EMBEDDING_API_KEY: secret(),
  EMBEDDING_MODEL: name('tradewind-embed'),
  EMBEDDING_DIMENSIONS: count(384, 2000),
  RERANK_PRESET: name('cohere'),
  RERANK_BASE_URL: url('http://127.0.0.1:4010/v1'),
  RERANK_API_KEY: secret(),
  RERANK_MODEL: name('tradewind-rerank'),
  SEARCH_PRESET: name('serper'),
  SEARCH_BASE_URL: url('http://127.0.0.1:4010'),
  SEARCH_API_KEY: secret(),

  PROVIDER_MAX_CONNECTIONS: count(100, 1000),
  PROVIDER_MAX_KEEPALIVE_CONNECTIONS: count(20, 1000),
  LLM_TOTAL_TIMEOUT_MS: milliseconds(60_000),
  SEARCH_TOTAL_TIMEOUT_MS: milliseconds(10_000),

  SHADOW_HUNTER_CHECKS_LIMIT: count(16),
  SHADOW_HUNTER_CHECKS_MAX_WAITING: count(50),
  SHADOW_HUNTER_CHECKS_MAX_WAIT_MS: milliseconds(8_000),
  SHADOW_HUNTER_SEARCH_LIMIT: count(10),
  SHADOW_HUNTER_SEARCH_MAX_WAITING: count(200),
  SHADOW_HUNTER_SEARCH_MAX_WAIT_MS: milliseconds(6_000),
  SHADOW_HUNTER_SEARCH_FANOUT: count(5, 100),
  SHADOW_HUNTER_LLM_LIMIT: count(4),
  SHADOW_HUNTER_LLM_MAX_WAITING: count(50),
  SHADOW_HUNTER_LLM_MAX_WAIT_MS: milliseconds(8_000),
  NEXUS_ASSESS_REPORTS_LIMIT: count(6),
  NEXUS_ASSESS_REPORTS_MAX_WAITING: count(50),
  NEXUS_ASSESS_REPORTS_MAX_WAIT_MS: milliseconds(24_000),
  NEXUS_ASSESS_LLM_LIMIT: count(3),
  NEXUS_ASSESS_LLM_MAX_WAITING: count(50),
  NEXUS_ASSESS_LLM_MAX_WAIT_MS: milliseconds(24_000),
  GATEWAY_LLM_LIMIT: count(32),
  GATEWAY_LLM_MAX_WAITING: count(200),
  GATEWAY_LLM_MAX_WAIT_MS: milliseconds(10_000),

  PRICE_CURRENCY: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as "USD"')
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
