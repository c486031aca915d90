import { findScope } from '@tradewind/upstream/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

/** Asked every few seconds by machines; a line for each would drown the rest. */
const QUIET_ROUTES = new Set(['/healthz', '/readyz', '/metrics']);

/** One line for each answer: what was asked (without query and headers), what came of it, how long it took. */
export function logRequests(server: FastifyInstance, logger: Logger): void {
  server.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const route = request.routeOptions.url;
    const quiet = route !== undefined && QUIET_ROUTES.has(route) && reply.statusCode < 400;
    const level = quiet ? 'debug' : reply.statusCode >= 500 ? 'warn' : 'info';
    logger[level](
      {
        requestId: findScope()?.requestId ?? request.id,
        method: request.method,
        path: pathOf(request.url),
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
        ...(!reply.raw.writableFinished && { aborted: true }),
      },
      'request',
    );
    done();
  });
}

/** Query strings may hold what a tenant searches for, or a pre-signed secret: they stay out of logs. */
export function pathOf(url: string): string {
  const end = url.search(/[?#]/);
  return end === -1 ? url : url.slice(0, end);
}
