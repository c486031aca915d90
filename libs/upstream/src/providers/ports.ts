import type { TokenUsage } from '../core/index.js';

/** What a feature sees of a downstream: one port per kind. Every method goes through the whole pipeline and throws only `UpstreamError`s. */

export interface LlmMessage {
  role: 'system' | 'user' | 'assistant';
  content: string;
}

export interface LlmRequest {
  messages: LlmMessage[];
  /** Default: the provider's configured model. */
  model?: string;
  /** Cap of the answer, in tokens; also what is reserved for it. Default 1024. */
  maxOutputTokens?: number;
  temperature?: number;
  /** A JSON schema the answer must follow; sent as structured output in the way the provider understands. */
  responseSchema?: { name: string; schema: Record<string, unknown> };
  /** True when running it twice does no harm but cost; such a call is retried at most once, before its first byte. Default false. */
  idempotent?: boolean;
}

export interface LlmResult {
  content: string;
  /** `stop`, `length`, `content_filter`, `tool_calls`, … as the upstream said. */
  finishReason: string;
  model: string;
  usage: TokenUsage;
}

/** Text deltas as they come. Leaving the loop early aborts the upstream. `result` settles when the stream has ended, and rejects when it broke. */
export interface LlmStream extends AsyncIterable<string> {
  readonly result: Promise<LlmResult>;
}

export interface LlmPort {
  complete(request: LlmRequest): Promise<LlmResult>;
  /** Resolves at the upstream's first byte. */
  stream(request: LlmRequest): Promise<LlmStream>;
}

export interface EmbeddingResult {
  /** One vector per text, in the order of the texts. */
  vectors: number[][];
  model: string;
  usage: TokenUsage;
}

export interface EmbeddingPort {
  /** Callers batch (32 is customary); a provider with a smaller limit gets several calls. */
  embed(texts: string[]): Promise<EmbeddingResult>;
}

export interface RerankRequest {
  query: string;
  documents: string[];
  /** How many of the best to return. Default: all. */
  topN?: number;
}

export interface RerankPort {
  /** Best first; `index` points into `documents`, each at most once. */
  rerank(request: RerankRequest): Promise<{ results: { index: number; score: number }[] }>;
}

export interface SearchRequest {
  query: string;
  /** Default 10. */
  limit?: number;
  /** ISO 3166 country code, two letters. */
  country?: string;
  /** ISO 639 language code. */
  language?: string;
}

export interface SearchHit {
  title: string;
  url: string;
  snippet: string;
  /** ISO 8601, or null when the source gives no date that can be read. */
  publishedAt: string | null;
}

export interface SearchPort {
  search(request: SearchRequest): Promise<{ results: SearchHit[] }>;
}
