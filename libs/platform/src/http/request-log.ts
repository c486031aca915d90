import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { onAnswered } from './on-answered.js';

/** Asked every few seconds by machines; a line for each would drown the rest. */
const QUIET_ROUTES = new Set(['/healthz', '/readyz', '/metrics']);

/** One line for each answer: what was asked (without query and headers), what came of it, how long it took. */
export function logRequests(server: FastifyInstance, logger: Logger): void {
  onAnswered(server, ({ request, reply, status, route }) => {
    const quiet = route !== undefined && QUIET_ROUTES.has(route) && status < 400;
    const level = quiet ? 'debug' : status >= 500 ? 'warn' : 'info';
    const line = {
      requestId: request.id,
      method: request.method,
      path: pathOf(request.url),
      status,
      durationMs: Math.round(reply.elapsedTime),
    };
    logger[level](line, 'request');
  });
}

/** Query strings may hold what a tenant searches for, or a pre-signed secret: they stay out of logs. */
export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}
