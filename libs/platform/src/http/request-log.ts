import type { FastifyInstance } from 'fastify';
import type { AccessLog } from '../logging/access-log.js';
import { traceIdOf } from '../tracing/call-spans.js';
import { onAnswered } from './on-answered.js';

/** Asked every few seconds by machines; a line for each would drown the rest. */
const QUIET_ROUTES = new Set(['/healthz', '/readyz', '/metrics']);

/** One line for each answer: what was asked (without query and headers), what came of it, how long it took. */
export function logRequests(server: FastifyInstance, log: AccessLog): void {
  onAnswered(server, ({ scope, requestId, method, url, status, route, durationMs }) => {
    const quiet = route !== undefined && QUIET_ROUTES.has(route) && status < 400;
    const level = quiet ? 'debug' : status >= 500 ? 'warn' : 'info';
    if (!log.writes(level)) return;
    log.write({
      level,
      requestId,
      tenantId: scope === undefined || scope.tenantId === 'anonymous' ? undefined : scope.tenantId,
      traceId: scope && traceIdOf(scope),
      method,
      path: pathOf(url),
      status,
      durationMs: Math.round(durationMs),
    });
  });
}

/** Query strings may hold what a tenant searches for, or a pre-signed secret: they stay out of logs. */
export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}
