import { createScope, runInScope, type CallScope } from '@tradewind/upstream/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { newId } from '../ids/new-id.js';
import type { InFlight } from './in-flight.js';

/** What a caller may choose as its request id: printable, short, harmless in a log and in a header. */
const SANE_REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9._:/+=-]{0,127}$/;

export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && SANE_REQUEST_ID.test(header) ? header : newId('req');
}

/**
 * The first hook of every request. Binds its call scope once: its id, its deadline, and later its tenant. Everything the request
 * starts finds it, and ends with it: when the client goes away before the answer is complete, the deadline is cancelled.
 */
export function requestScopeHook(options: { timeoutMs: number; inFlight: InFlight }) {
  return (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    void reply.header('x-request-id', request.id);
    const scope = createScope({ requestId: request.id, lane: 'interactive', deadlineMs: options.timeoutMs });
    options.inFlight.add(scope);
    endWithAnswer(reply, scope, options.inFlight);
    runInScope(scope, () => done());
  };
}

function endWithAnswer(reply: FastifyReply, scope: CallScope, inFlight: InFlight): void {
  reply.raw.once('close', () => {
    // Sockets close outside of any scope, but what is cancelled here still belongs to this one.
    runInScope(scope, () => {
      inFlight.remove(scope);
      // The deadline is looked up now: a route may have set its own meanwhile.
      if (!reply.raw.writableFinished) scope.deadline.cancel();
      scope.deadline.dispose();
    });
  });
}
