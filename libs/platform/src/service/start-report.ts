import type { BudgetSnapshot } from '@tradewind/upstream/core';
import { parseRedisUrl } from '@tradewind/upstream/redis';
import type { PlatformConfig } from '../config/platform-config.js';
import type { TracingConfig } from '../tracing/tracing-config.js';

export interface StartReportLine {
  msg: string;
  fields: Record<string, unknown>;
}

/** What a process runs on, in a few lines: where a wrong address or a limit nobody meant is seen first. No credentials. */
export function startReport(
  config: PlatformConfig,
  tracing: TracingConfig,
  budgets: readonly Pick<BudgetSnapshot, 'name' | 'limit'>[],
): StartReportLine[] {
  const { REDIS_URL: redis, LIMITS_FILE: limitsFile } = config;
  return [
    {
      msg: 'stores',
      fields: {
        database: `${config.DATABASE_KIND} at ${placeOf(config.DATABASE_URL)}`,
        connections: `${String(config.DB_POOL_SIZE)}+${String(config.DB_POOL_OVERFLOW)}`,
        redis: redis === undefined ? 'none' : nodesOf(redis),
        queue: redis === undefined ? 'in the database' : 'in Redis',
      },
    },
    {
      msg: 'limits',
      fields: {
        ...Object.fromEntries(budgets.map(({ name, limit }) => [name, limit])),
        shared: redis === undefined ? 'by nobody' : `by up to ${String(config.UPSTREAM_MAX_REPLICAS)} processes`,
        ...(limitsFile !== undefined && { file: limitsFile }),
      },
    },
    {
      msg: 'operation',
      fields: {
        traces:
          tracing.OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? 'off' : placeOf(tracing.OTEL_EXPORTER_OTLP_ENDPOINT),
        admin: config.ADMIN_KEY === undefined ? 'closed' : 'open',
        drainMs: config.SHUTDOWN_DRAIN_MS,
        graceMs: config.SHUTDOWN_GRACE_MS,
      },
    },
  ];
}

function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname === '/' ? '' : pathname}`;
}

function nodesOf(url: string): string {
  const { nodes, cluster } = parseRedisUrl(url);
  return `${cluster ? 'cluster of ' : ''}${nodes.map(({ host, port }) => `${String(host)}:${String(port)}`).join(', ')}`;
}
