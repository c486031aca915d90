import { createScope, runInScope, type CallScope } from '@tradewind/upstream/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { badRequest } from '../errors/app-error.js';
import { newId } from '../ids/new-id.js';
import type { InFlight } from './in-flight.js';

/** What a caller may choose as its request id: printable, short, harmless in a log and in a header. */
const SANE_REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9._:/+=-]{0,127}$/;

const TIMEOUT_HEADER = 'x-request-timeout-ms';

export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && SANE_REQUEST_ID.test(header) ? header : newId('req');
}

/**
 * The first hook of every request. Binds its call scope once: its id, its deadline, and later its tenant. Everything the request
 * starts finds it, and ends with it: when the client goes away before the answer is complete, the deadline is cancelled.
 */
export function requestScopeHook(options: { timeoutMs: number; inFlight: InFlight }) {
  return (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void => {
    void reply.header('x-request-id', request.id);
    const scope = createScope({ requestId: request.id, lane: 'interactive', deadlineMs: options.timeoutMs });
    options.inFlight.add(scope);
    endWithAnswer(reply, scope, options.inFlight);
    runInScope(scope, () => done(timeoutProblem(request.headers[TIMEOUT_HEADER])));
  };
}

/** The deadline interceptor reads the header; what it could not read must not be passed over in silence. */
function timeoutProblem(header: string | string[] | undefined): Error | undefined {
  if (header === undefined || (typeof header === 'string' && /^[1-9]\d{0,8}$/.test(header))) return undefined;
  return badRequest(
    'request.timeout_invalid',
    'X-Request-Timeout-Ms must be a whole number of milliseconds from 1 to 999999999. Correct it or leave it out.',
  );
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
