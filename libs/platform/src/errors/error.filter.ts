import { Catch, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { findScope } from '@tradewind/upstream/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type AppError, bodyTooLarge } from './app-error.js';
import { appErrorOf } from './classify.js';
import { errorAnswer } from './error-answer.js';

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
  const { status, headers, contentType, body } = errorAnswer(
    withBodyLimit(appErrorOf(error), request),
    request.url,
    findScope()?.requestId ?? request.id,
    logger,
  );
  // The stream of an answer that has begun cannot become another answer; its writer ends it.
  if (reply.sent || reply.raw.headersSent) return;
  if (status === 413) keepConnectionFor(request, reply);
  // Serialised already: Fastify does so by itself for application/json only.
  void reply.status(status).headers(headers).type(contentType).send(body);
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

/** A body that is too large is told how large one may be. */
function withBodyLimit(error: AppError, request: FastifyRequest): AppError {
  const limit = error.code === 'request.too_large' ? request.routeOptions.bodyLimit : undefined;
  return limit === undefined ? error : bodyTooLarge(limit, error.cause);
}
