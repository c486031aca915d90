import type { Socket } from 'node:net';
import type { ServerResponse } from 'node:http';
import { findScope, runInScope, type CallScope } from '@tradewind/upstream/core';
import type { FastifyInstance } from 'fastify';

/** The status under which an answer is counted that nobody waited for; nginx's number for it. */
const CLIENT_LEFT = 499;

export interface Answered {
  readonly scope: CallScope | undefined;
  readonly requestId: string;
  readonly method: string;
  readonly url: string;
  /** The template of the route, such as `/tasks/:id`; undefined when none matched. */
  readonly route: string | undefined;
  readonly status: number;
  /** From the head of the request to the end of the answer. */
  readonly durationMs: number;
  readonly socket: Socket;
}

export type AnsweredListener = (answered: Answered) => void;

/**
 * Calls `listener` once for every request when its answer has ended, also when the client left before: Fastify's own `onResponse`
 * keeps silent about those.
 */
export function onAnswered(server: FastifyInstance, listener: AnsweredListener): void {
  listenersOf(server).push(listener);
}

/** The status of an answer that has ended. */
export function statusOf(response: ServerResponse): number {
  return response.writableFinished ? response.statusCode : CLIENT_LEFT;
}

/** Who is told of a server's answers. All of them hang on one event of an answer. */
export function listenersOf(server: FastifyInstance): AnsweredListener[] {
  const known = lists.get(server);
  if (known !== undefined) return known;
  const listeners: AnsweredListener[] = [];
  lists.set(server, listeners);
  server.addHook('onRequest', (request, reply, done) => {
    const scope = findScope();
    reply.raw.once('close', () => {
      const answered = {
        scope,
        requestId: request.id,
        method: request.method,
        url: request.url,
        route: request.is404 ? undefined : request.routeOptions.url,
        status: statusOf(reply.raw),
        durationMs: reply.elapsedTime,
        socket: request.raw.socket,
      };
      const tell = (): void => {
        for (const each of listeners) each(answered);
      };
      if (scope === undefined) tell();
      else runInScope(scope, tell);
    });
    done();
  });
  return listeners;
}

const lists = new WeakMap<FastifyInstance, AnsweredListener[]>();
