import { STATUS_CODES } from 'node:http';
import type { Problem } from '@tradewind/contracts';
import { appErrorOf } from './classify.js';
import type { AppError } from './app-error.js';

/** An error as it goes over the wire. */
export interface ProblemAnswer {
  status: number;
  headers: Record<string, string>;
  body: Problem;
}

/** The answer to any error whatever. What is not known to be fit for the caller becomes 500 `internal` without a word of it. */
export function problemOf(error: unknown, requestId: string): ProblemAnswer {
  return answerOf(appErrorOf(error), requestId);
}

export function answerOf(error: AppError, requestId: string): ProblemAnswer {
  const retryAfterMs = error.retryAfterMs === undefined ? undefined : Math.max(0, Math.ceil(error.retryAfterMs));
  return {
    status: error.status,
    headers: { ...error.headers, ...retryHeaders(retryAfterMs) },
    body: {
      type: `urn:tradewind:problem:${error.code}`,
      title: error.title ?? STATUS_CODES[error.status] ?? (error.status === 499 ? 'Client Closed Request' : 'Error'),
      status: error.status,
      code: error.code,
      detail: error.detail,
      request_id: requestId,
      ...(retryAfterMs !== undefined && { retry_after_ms: retryAfterMs }),
      ...(error.errors && { errors: error.errors.map(({ path, message }) => ({ path, message })) }),
    },
  };
}

function retryHeaders(retryAfterMs: number | undefined): Record<string, string> {
  if (retryAfterMs === undefined) return {};
  return {
    'retry-after': String(Math.max(1, Math.ceil(retryAfterMs / 1_000))),
    'retry-after-ms': String(retryAfterMs),
  };
}
