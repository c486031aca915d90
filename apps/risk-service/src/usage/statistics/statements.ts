import { LATENCY_LIMITS_MS } from './latency-buckets.js';

const KEY = ['hour', 'app_id', 'feature', 'server', 'model', 'currency'] as const;
const SUMS = [
  ...['requests', 'ok', 'refused', 'failed', 'aborted', 'estimated', 'input_tokens', 'output_tokens', 'searches'],
  ...['cost', 'latency_sum_ms', 'first_byte_sum_ms', 'first_byte_count'],
] as const;

const histogram = Array.from(
  { length: LATENCY_LIMITS_MS.length + 1 },
  (_, bucket) => `count(*) FILTER (WHERE outcome = 'ok' AND bucket = ${String(bucket)})`,
);
/** `width_bucket` counts limits that are reached; a bucket ends with its limit. */
const bucketOf = `width_bucket(latency_ms - 1, ARRAY[${LATENCY_LIMITS_MS.join(', ')}])`;

const grouped = (source: string): string => `
  SELECT
    date_trunc('hour', started_at, 'UTC') AS hour, min(tenant_id), app_id, feature, coalesce(server, ''), model, currency,
    count(*), count(*) FILTER (WHERE outcome = 'ok'), count(*) FILTER (WHERE outcome = 'refused'),
    count(*) FILTER (WHERE outcome = 'failed'), count(*) FILTER (WHERE outcome = 'aborted'),
    count(*) FILTER (WHERE usage = 'estimated'), sum(input_tokens), sum(output_tokens), sum(searches), sum(cost),
    coalesce(sum(latency_ms) FILTER (WHERE outcome = 'ok'), 0), coalesce(sum(first_byte_ms), 0), count(first_byte_ms),
    ARRAY[${histogram.join(', ')}]
  FROM (SELECT *, ${bucketOf} AS bucket FROM ${source}) AS calls
  GROUP BY hour, app_id, feature, coalesce(server, ''), model, currency`;

const columns = `(hour, tenant_id, app_id, feature, server, model, currency, ${SUMS.join(', ')}, latency_histogram)`;

/**
 * Counts up to `$1` rows that no statistic contains yet. Taking them from the queue and adding them is one statement: both
 * happen or neither does.
 */
export const COUNT_PENDING = `
  WITH taken AS (
    DELETE FROM usage_pending WHERE id IN (SELECT id FROM usage_pending LIMIT $1) RETURNING id
  ), calls AS (
    SELECT usage_ledger.* FROM taken JOIN usage_ledger USING (id)
  ), counted AS (
    INSERT INTO usage_hourly AS known ${columns} ${grouped('calls')}
    ON CONFLICT (${KEY.join(', ')}) DO UPDATE SET
      ${SUMS.map((name) => `${name} = known.${name} + excluded.${name}`).join(', ')},
      latency_histogram = ARRAY(
        SELECT a + b FROM unnest(known.latency_histogram, excluded.latency_histogram) WITH ORDINALITY AS pair(a, b, at)
        ORDER BY at)
  )
  SELECT count(*)::integer AS rows FROM taken`;

/** Waits for whoever aggregates at the moment, and keeps others from it until the transaction ends. */
export const LOCK = `SELECT ledger_from FROM usage_aggregation FOR UPDATE`;
/** The same, but finds nothing instead of waiting. */
export const TRY_LOCK = `SELECT ledger_from FROM usage_aggregation FOR UPDATE SKIP LOCKED`;
export const MARK_RUN = `UPDATE usage_aggregation SET aggregated_at = now()`;

/** Hours whose calls are all still in the ledger are made anew. Rows in the queue are not in any statistic, so they stay out. */
export const CLEAR_HOURS = `DELETE FROM usage_hourly WHERE hour >= (SELECT ledger_from FROM usage_aggregation)`;
export const REBUILD_HOURS = `
  WITH made AS (
    INSERT INTO usage_hourly ${columns}
    ${grouped(`usage_ledger WHERE started_at >= (SELECT ledger_from FROM usage_aggregation)
      AND NOT EXISTS (SELECT FROM usage_pending WHERE usage_pending.id = usage_ledger.id)`)}
    RETURNING requests
  )
  SELECT coalesce(sum(requests), 0)::float8 AS rows FROM made`;

/** Removes up to `$2` counted calls that began before `$1`. */
export const REMOVE_CALLS = `
  WITH old AS (
    SELECT id FROM usage_ledger WHERE started_at < $1
      AND NOT EXISTS (SELECT FROM usage_pending WHERE usage_pending.id = usage_ledger.id)
    LIMIT $2
  ), gone AS (
    DELETE FROM usage_ledger USING old WHERE usage_ledger.id = old.id RETURNING 1
  )
  SELECT count(*)::integer AS rows FROM gone`;
/** From this hour on the ledger is whole. Moved before the first row is removed. */
export const MOVE_LEDGER_START = `
  UPDATE usage_aggregation SET ledger_from = greatest(ledger_from, $1::timestamptz)`;
