import { fleetEnv, urlOf, wholeNumber } from '@tradewind/platform';
import { embeddingPresets, llmPresets, rerankPresets } from '@tradewind/upstream';
import { z } from 'zod';

const optionalUrl = urlOf('http', 'https').optional();
const optionalText = z.string().min(1).optional();
const fleetPermits = wholeNumber({ min: 1, max: 100_000 }).optional();
const perMinute = wholeNumber({ min: 1, max: 100_000_000 }).optional();

/** Names of the presets of one kind of downstream; another one stops the start. */
function presetName<N extends string>(presets: Readonly<Record<N, unknown>>) {
  return z.enum(Object.keys(presets) as [N, ...N[]]);
}

/**
 * The address, key and model of one replaceable downstream; address and key have a default in the preset or none at all. `_REQUESTS_PER_MINUTE`:
 * in any 60 seconds, over all processes when `REDIS_URL` is set; not limited by default.
 */
function providerEnv<K extends string>(kind: K, defaultModel: string) {
  return {
    [`${kind}_BASE_URL`]: optionalUrl,
    [`${kind}_API_KEY`]: optionalText,
    [`${kind}_MODEL`]: z.string().min(1).default(defaultModel),
    [`${kind}_REQUESTS_PER_MINUTE`]: perMinute,
  } as Record<`${K}_BASE_URL`, typeof optionalUrl> &
    Record<`${K}_API_KEY`, typeof optionalText> &
    Record<`${K}_MODEL`, z.ZodDefault<z.ZodString>> &
    Record<`${K}_REQUESTS_PER_MINUTE`, typeof perMinute>;
}

/**
 * Environment variables of one budget: `<USE>_LIMIT` (permits of one process), `<USE>_MAX_WAITING` (callers) and
 * `<USE>_MAX_WAIT_MS`. All three are always set, so no configuration can make a budget or its queue unbounded.
 * `<USE>_FLEET_LIMIT`: permits of all processes together, if set; shared through Redis.
 */
function budgetEnv<U extends string>(use: U, limit: number, maxWaiting: number, maxWaitMs: number) {
  return {
    [`${use}_LIMIT`]: wholeNumber({ min: 1, max: 1_000 }).default(limit),
    [`${use}_FLEET_LIMIT`]: fleetPermits,
    [`${use}_MAX_WAITING`]: wholeNumber({ min: 0, max: 10_000 }).default(maxWaiting),
    [`${use}_MAX_WAIT_MS`]: wholeNumber({ min: 1, max: 600_000 }).default(maxWaitMs),
  } as Record<`${U}_LIMIT` | `${U}_MAX_WAITING` | `${U}_MAX_WAIT_MS`, z.ZodDefault<ReturnType<typeof wholeNumber>>> &
    Record<`${U}_FLEET_LIMIT`, typeof fleetPermits>;
}

/** What this service calls, with whose key, and how much of it at once. */
export const DownstreamsEnv = z.object({
  LLM_PRESET: presetName(llmPresets).default('openai-compatible'),
  ...providerEnv('LLM', 'tradewind-chat'),
  LLM_TOKENS_PER_MINUTE: perMinute,
  EMBEDDING_PRESET: presetName(embeddingPresets).default('openai-compatible'),
  ...providerEnv('EMBEDDING', 'tradewind-embed'),
  EMBEDDING_TOKENS_PER_MINUTE: perMinute,
  RERANK_PRESET: presetName(rerankPresets).default('cohere'),
  ...providerEnv('RERANK', 'tradewind-rerank'),
  EMBEDDING_DIMENSIONS: wholeNumber({ min: 2, max: 4_000 }).default(384),
  ...fleetEnv,
  HTTP_MAX_CONNECTIONS: wholeNumber({ min: 1, max: 10_000 }).default(100),
  HTTP_MAX_KEEPALIVE_CONNECTIONS: wholeNumber({ min: 1, max: 10_000 }).default(20),
  ...budgetEnv('OMNI_RAG_EMBEDDING', 20, 500, 60_000),
  ...budgetEnv('OMNI_RAG_LLM', 8, 200, 120_000),
  ...budgetEnv('OMNI_RAG_DB_WRITE', 10, 500, 30_000),
  ...budgetEnv('OMNI_RAG_INDEX_WRITE', 1, 500, 120_000),
  ...budgetEnv('OMNI_RAG_RERANK', 5, 50, 5_000),
  ...budgetEnv('OMNI_RAG_PARSER', 2, 100, 600_000),
  ...budgetEnv('DEAL_BRAIN_EMBEDDING', 10, 200, 2_000),
  ...budgetEnv('DEAL_BRAIN_RERANK', 10, 200, 2_000),
  ...budgetEnv('DEAL_BRAIN_LLM', 4, 50, 10_000),
  ...budgetEnv('DEAL_BRAIN_RETRIEVAL', 3, 200, 2_000),
});
export type DownstreamsEnv = z.infer<typeof DownstreamsEnv>;
