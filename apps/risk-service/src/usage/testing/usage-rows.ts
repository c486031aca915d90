import { newId } from '@tradewind/platform';
import type { UsageRow } from '../ledger/usage-row.js';

/** A row of the ledger, of an answered chat call unless said otherwise. */
export function aUsageRow(fields: Partial<UsageRow> = {}): UsageRow {
  return {
    id: newId('use'),
    tenant_id: 'tnt_1',
    app_id: 'app_1',
    request_id: 'req_1',
    started_at: '2026-03-01T10:20:30.000Z',
    feature: 'llm-gateway',
    endpoint: 'chat.completions',
    model: 'm',
    server: 'llm',
    upstream_model: 'upstream-m',
    streamed: false,
    attempts: 1,
    outcome: 'ok',
    status: 200,
    error_code: null,
    usage: 'exact',
    input_tokens: 3,
    output_tokens: 5,
    searches: 0,
    cost: '0.000003450000',
    currency: 'USD',
    latency_ms: 120,
    first_byte_ms: 80,
    word_hits: null,
    ...fields,
  };
}
