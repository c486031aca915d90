/** How a call ended: answered, refused before it was sent, failed, or left by its client. */
export type Outcome = 'ok' | 'refused' | 'failed' | 'aborted';

/** Where the token counts come from: the upstream, our estimate, or there are none because nothing was used. */
export type UsageKind = 'exact' | 'estimated' | 'none';

export type Endpoint = 'chat.completions' | 'embeddings' | 'rerank';

/** One line of the usage ledger; the columns of `usage_ledger`. */
export interface UsageRow {
  id: string;
  tenant_id: string;
  app_id: string;
  request_id: string;
  started_at: string;
  endpoint: Endpoint;
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
  /** Decimal string, in `currency`. */
  cost: string;
  currency: string;
  latency_ms: number;
  first_byte_ms: number | null;
}
