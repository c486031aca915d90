import type { BreakerOptions, BudgetOptions, CallTimeouts, RateLimits } from '../core/index.js';
import type { EmbeddingPresetName } from './embedding/embedding-presets.js';
import type { LlmPresetName } from './llm/llm-presets.js';
import type { RerankPresetName } from './rerank/rerank-presets.js';
import type { SearchPresetName } from './search/search-presets.js';

export type ProviderKind = 'llm' | 'embedding' | 'rerank' | 'search';

/** Every preset; which ones exist for a kind is checked when the provider is made. */
export type PresetName = LlmPresetName | EmbeddingPresetName | RerankPresetName | SearchPresetName;

/** How a server is reached and how much it takes; shared by providers and gateway backends. */
export interface ServerOptions {
  apiKey?: string;
  /** Connections at most; default 100. */
  maxConnections?: number;
  /** Idle connections kept at most; default 20. */
  maxKeepaliveConnections?: number;
  /** Defaults: connect 5 s, first byte and total as the preset says, idle 30 s. */
  timeouts?: Partial<CallTimeouts>;
  /** Sliding 60 s windows; default none. */
  rateLimit?: RateLimits;
  /** Default: 5 failures open it for 60 s, then 3 probes. */
  breaker?: Partial<BreakerOptions>;
}

/** One downstream service. */
export interface ProviderOptions extends ServerOptions {
  kind: ProviderKind;
  preset: PresetName;
  /** Default: the preset's own address, where it has one. */
  baseUrl?: string;
  /** Required but for search. */
  model?: string;
  /** Embeddings: length of the vectors; anything else is refused as malformed. */
  dimensions?: number;
}

/** One use of a provider: its own permits and queue. The use's name is the budget's name. */
export interface UseOptions extends BudgetOptions {
  provider: string;
  timeouts?: Partial<CallTimeouts>;
  /** Retries of idempotent calls; default 2, text generation at most 1. */
  maxRetries?: number;
}
