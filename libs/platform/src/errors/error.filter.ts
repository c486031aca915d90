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
  const answer = answerOf(appError, requestId);
  void reply.status(answer.status).headers(answer.headers);
  if (isOpenAiPath(request.url)) void reply.type('application/json; charset=utf-8').send(openAiErrorOf(answer));
  // Serialised here: Fastify does so by itself for application/json only.
  else void reply.type('application/problem+json; charset=utf-8').send(JSON.stringify(answer.body));
}

function causeOf(error: unknown): string {
  const root = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return root instanceof Error ? root.message : String(root);
}
