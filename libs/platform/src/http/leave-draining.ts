import type { FastifyInstance } from 'fastify';
import type { Readiness } from '../health/readiness.js';
import { onAnswered } from './on-answered.js';

/**
 * While a process drains, every answer closes its connection: callers with kept-alive connections come back through the load
 * balancer, to another replica, and none of them sends a request into the moment in which this one hangs up.
 */
export function leaveDrainingReplica(server: FastifyInstance, readiness: Readiness): void {
  server.addHook('onRequest', (_request, reply, done) => {
    if (readiness.draining) void reply.header('connection', 'close');
    done();
  });
  // What began before that, a stream above all, has promised to keep its connection; an open one would hold up the shutdown.
  onAnswered(server, ({ socket }) => {
    if (readiness.draining) socket.destroySoon();
  });
}
