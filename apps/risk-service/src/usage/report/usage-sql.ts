import type { UsageDimension } from '@tradewind/contracts';
import { LATENCY_LIMITS_MS } from '../statistics/latency-buckets.js';

const COLUMN: Record<UsageDimension, string> = {
  tenant: 'tenant_id',
  app: 'app_id',
  feature: 'feature',
  server: 'server',
  model: 'model',
};

const SUMS = [
  ...['requests', 'ok', 'refused', 'failed', 'aborted', 'estimated', 'input_tokens', 'output_tokens', 'searches'],
  ...['latency_sum_ms', 'first_byte_sum_ms', 'first_byte_count'],
];
const sums = SUMS.map((name) => `sum(${name})::float8 AS ${name}`).join(', ');
const histogram = Array.from(
  { length: LATENCY_LIMITS_MS.length + 1 },
  (_, at) => `sum(latency_histogram[${String(at + 1)}])::float8`,
).join(', ');

/**
 * One page of the statistics: from `$1` to `$2` by `$3`, `$4` rows after the first `$5`. Sums are asked for as doubles,
 * which hold every count there will be; money stays decimal.
 */
export function usageSql(groupBy: readonly UsageDimension[]): string {
  const columns = groupBy.map((dimension) => COLUMN[dimension]);
  const listed = columns.map((column) => `, ${column}`).join('');
  const names = [
    ...(groupBy.includes('app') ? [', (SELECT name FROM apps WHERE apps.id = page.app_id) AS app_name'] : []),
    ...(groupBy.includes('tenant')
      ? [', (SELECT name FROM tenants WHERE tenants.id = page.tenant_id) AS tenant_name']
      : []),
  ].join('');
  return `
    SELECT page.*${names}
    FROM (
      SELECT date_trunc($3, hour, 'UTC') AS start${listed}, currency, ${sums}, round(sum(cost), 6)::text AS cost,
        ARRAY[${histogram}] AS histogram
      FROM usage_hourly
      WHERE hour >= $1 AND hour < $2
      GROUP BY 1${listed}, currency
      ORDER BY 1${listed}, currency
      LIMIT $4 OFFSET $5
    ) AS page
    ORDER BY start${listed}, currency`;
}
