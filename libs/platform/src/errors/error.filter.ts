import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { findScope } from '@tradewind/upstream/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { appErrorOf } from './classify.js';
import { isOpenAiPath, openAiErrorOf } from './openai-error.js';
import { answerOf } from './problem.js';

/** The one place where errors become answers. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Errors');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    sendError(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), error, this.logger);
  }
}

/** Sends `error` in the shape of the path. Used by the filter and by the HTTP server for what never reaches Nest. */
export function sendError(request: FastifyRequest, reply: FastifyReply, error: unknown, logger: Logger): void {
  const appError = appErrorOf(error);
  const requestId = findScope()?.requestId ?? request.id;
  if (appError.status >= 500) {
    // A refusal because something outside is down is no fault to be mended here: one line, no stack.
    if (appError.code === 'internal') logger.error({ requestId, err: error, msg: 'Unexpected error' });
    else logger.warn({ requestId, code: appError.code, cause: causeOf(error), msg: 'Request could not be served' });
  }
  // The stream of an answer that has begun cannot become another answer; its writer ends it.
  if (reply.sent || reply.raw.headersSent) return;
  if (appError.status === 413) keepConnectionFor(request, reply);
  const answer = answerOf(appError, requestId);
  void reply.status(answer.status).headers(answer.headers);
  if (isOpenAiPath(request.url)) void reply.type('application/json; charset=utf-8').send(openAiErrorOf(answer));
  // Serialised here: Fastify does so by itself for application/json only.
  else void reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(answer.body));
}

/** Bodies up to this size are read to their end and dropped after a refusal; larger ones cost the client its connection. */
const DRAINED_BYTES = 16 * 1024 * 1024;

/**
 * Fastify closes the connection on a body that is too large. A client, or a proxy, that is still sending then sees a reset
 * instead of the 413. Node reads the rest of a body by itself when the connection stays open.
 */
function keepConnectionFor(request: FastifyRequest, reply: FastifyReply): void {
  const announced = Number(request.headers['content-length']);
  if (announced <= DRAINED_BYTES) void reply.removeHeader('connection');
}

function causeOf(error: unknown): string {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return root instanceof Error ? root.message : String(root);
}
