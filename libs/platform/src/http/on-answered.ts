import { findScope, runInScope } from '@tradewind/upstream/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** The status under which an answer is counted that nobody waited for; nginx's number for it. */
const CLIENT_LEFT = 499;

export interface Answered {
  request: FastifyRequest;
  reply: FastifyReply;
  status: number;
  /** The template of the route, such as `/tasks/:id`; undefined when none matched. */
  route: string | undefined;
}

/**
 * Calls `listener` once for every request when its answer has ended, also when the client left before: Fastify's own `onResponse`
 * keeps silent about those.
 */
export function onAnswered(server: FastifyInstance, listener: (answered: Answered) => void): void {
  const known = listenersOf.get(server);
  if (known !== undefined) {
    known.push(listener);
    return;
  }
  // All of a server's listeners hang on one event of an answer.
  const listeners = [listener];
  listenersOf.set(server, listeners);
  server.addHook('onRequest', (request, reply, done) => {
    const scope = findScope();
    reply.raw.once('close', () => {
      const answered = {
        request,
        reply,
        status: reply.raw.writableFinished ? reply.raw.statusCode : CLIENT_LEFT,
        route: request.is404 ? undefined : request.routeOptions.url,
      };
      const tell = (): void => {
        for (const each of listeners) each(answered);
      };
      if (scope === undefined) tell();
      else runInScope(scope, tell);
    });
    done();
  });
}

const listenersOf = new WeakMap<FastifyInstance, ((answered: Answered) => void)[]>();
