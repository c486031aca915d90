/** How a call ended: answered, refused before it was sent, failed, or left by its client. */
export type Outcome = 'ok' | 'refused' | 'failed' | 'aborted';

/** Where the token counts come from: the upstream, our estimate, or there are none because nothing was used. */
export type UsageKind = 'exact' | 'estimated' | 'none';

/** The gateway's endpoints. */
export type Endpoint = 'chat.completions' | 'embeddings' | 'rerank';

/** A sensitive word that a call met, and what was done about it. */
export interface WordHit {
  readonly pattern: string;
  readonly action: 'block' | 'mask' | 'log';
  readonly in: 'input' | 'output';
  readonly count: number;
}

/** One line of the usage ledger; the columns of `usage_ledger`. */
export interface UsageRow {
  id: string;
  tenant_id: string;
  app_id: string;
  request_id: string;
  started_at: string;
  /** Which part of the product the call was made for, such as `llm-gateway` or `shadow-hunter`. */
  feature: string;
  /** What was called within it: an {@link Endpoint} of the gateway, or an operation of another feature. */
  endpoint: string;
  /** The public name as the caller gave it. */
  model: string;
  server: string | null;
  upstream_model: string | null;
  streamed: boolean;
  /** Servers tried. */
  attempts: number;
  outcome: Outcome;
  status: number;
  error_code: string | null;
  usage: UsageKind;
  input_tokens: number;
  output_tokens: number;
  /** Web searches. */
  searches: number;
  /** Decimal string, in `currency`. */
  cost: string;
  currency: string;
  latency_ms: number;
  first_byte_ms: number | null;
  word_hits: readonly WordHit[] | null;
}
