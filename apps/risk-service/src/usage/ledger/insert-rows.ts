import type { UsageRow } from './usage-row.js';

/** The ledger's columns and their types, in the order in which they are written. */
const COLUMNS = {
  id: 'text',
  tenant_id: 'text',
  app_id: 'text',
  request_id: 'text',
  started_at: 'timestamptz',
  feature: 'text',
  endpoint: 'text',
  model: 'text',
  server: 'text',
  upstream_model: 'text',
  streamed: 'boolean',
  attempts: 'integer',
  outcome: 'text',
  status: 'integer',
  error_code: 'text',
  usage: 'text',
  input_tokens: 'bigint',
  output_tokens: 'bigint',
  searches: 'integer',
  cost: 'numeric',
  currency: 'text',
  latency_ms: 'integer',
  first_byte_ms: 'integer',
  word_hits: 'jsonb',
} satisfies Record<keyof UsageRow, string>;

const names = Object.keys(COLUMNS).join(', ');
const typed = Object.entries(COLUMNS)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ');

/**
 * Writes rows (`$1`, a JSON array) that are not there yet, queues them for the statistics and adds their cost to what their
 * apps have spent on the UTC day on which they began: all or nothing. Answers with the new sums of the days that changed.
 */
export const INSERT_ROWS = `
  WITH written AS (
    INSERT INTO usage_ledger (${names})
    SELECT ${names} FROM jsonb_to_recordset($1::jsonb) AS row (${typed})
    ON CONFLICT (id) DO NOTHING
    RETURNING id, tenant_id, app_id, started_at, cost, currency
  ), queued AS (
    INSERT INTO usage_pending (id) SELECT id FROM written
  )
  INSERT INTO app_spend AS known (tenant_id, app_id, day, currency, spent)
  SELECT tenant_id, app_id, (started_at AT TIME ZONE 'UTC')::date AS day, currency, sum(cost)
  FROM written WHERE cost > 0
  GROUP BY tenant_id, app_id, day, currency
  -- Everybody locks in the same order, so that replicas cannot wait for each other.
  ORDER BY app_id, day, currency
  ON CONFLICT (app_id, day, currency) DO UPDATE SET spent = known.spent + excluded.spent
  RETURNING app_id, day::text, currency, spent::text`;

/** What an app has spent on one UTC day, fleet-wide, when the transaction ended. */
export interface DaySpend {
  app_id: string;
  /** `YYYY-MM-DD`. */
  day: string;
  currency: string;
  spent: string;
}
