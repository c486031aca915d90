import { HttpException } from '@nestjs/common';
import { upstreamProblem } from '@tradewind/upstream';
import { isUpstreamError } from '@tradewind/upstream/core';
import { z } from 'zod';
import { databaseProblem } from '../database/database-errors.js';
import { queueProblem } from '../queue/queue-errors.js';
import { AppError, type FieldError } from './app-error.js';
import { fastifyProblem, NO_SUCH_ROUTE } from './fastify-problems.js';
import { fieldErrors } from './field-errors.js';

/** The AppError that says to the caller what `error` means for it. */
export function appErrorOf(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (isUpstreamError(error)) return new AppError({ ...upstreamProblem(error), cause: error });
  if (error instanceof z.ZodError) return invalidRequest(fieldErrors(error.issues));
  if (error instanceof HttpException) return httpProblem(error);
  return fastifyProblem(error) ?? databaseProblem(error) ?? queueProblem(error) ?? internal(error);
}

/** 400 `request.invalid`: the request was understood and its content refused, field by field. */
export function invalidRequest(errors: readonly FieldError[]): AppError {
  const first = errors[0];
  const where = first === undefined || first.path === '' ? '' : `${first.path}: `;
  const rest = errors.length > 1 ? ` (and ${String(errors.length - 1)} more, see errors)` : '';
  return new AppError({
    code: 'request.invalid',
    status: 400,
    detail: first === undefined ? 'The request is not valid.' : `${where}${first.message}${rest}`,
    errors,
  });
}

const HTTP_CODES: Readonly<Record<number, { code: string; detail: string }>> = {
  400: { code: 'request.invalid', detail: 'The request is not valid.' },
  401: { code: 'auth.missing_key', detail: 'An API key is needed: send it as "Authorization: Bearer tw_…".' },
  403: { code: 'auth.forbidden', detail: 'This key may not do that.' },
  404: { code: 'route.not_found', detail: NO_SUCH_ROUTE },
  405: { code: 'route.method_not_allowed', detail: 'This route does not answer to this method.' },
  406: { code: 'request.not_acceptable', detail: 'No answer can be given in a format the Accept header allows.' },
  408: { code: 'request.timeout', detail: 'The request did not arrive in time.' },
  413: { code: 'request.too_large', detail: 'The body of the request is larger than is accepted.' },
  415: { code: 'request.unsupported_media_type', detail: 'The body must be sent as application/json.' },
  429: { code: 'quota.requests', detail: 'Too many requests. Try again later.' },
  503: { code: 'service.unavailable', detail: 'The service cannot answer at the moment. Try again shortly.' },
};

/** Nest's own exceptions. Their texts speak of frameworks and routes, so the words are ours; only the status is theirs. */
function httpProblem(error: HttpException): AppError {
  const refusedByServer = fastifyProblem(error.cause);
  if (refusedByServer !== undefined) return refusedByServer;
  const status = error.getStatus();
  if (status >= 500 && status !== 503) return internal(error);
  const known = HTTP_CODES[status];
  return new AppError({
    code: known?.code ?? 'request.refused',
    status,
    detail: known?.detail ?? 'The request was refused.',
    cause: error,
  });
}

function internal(error: unknown): AppError {
  return new AppError({
    code: 'internal',
    status: 500,
    detail: 'Something went wrong on our side. Quote the request id when you report it.',
    cause: error,
  });
}
