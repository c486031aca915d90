import { AppError } from '../errors/app-error.js';

/** ioredis tells these failures by name or by words only; it has no codes for them. */
const LOST = /^(?:Stream isn't writeable|Connection is closed|Reached the max retries per request limit)/;

/** 503 when Redis cannot be reached; undefined for any other failure. The PostgreSQL backend's failures are the database's. */
export function queueProblem(error: unknown): AppError | undefined {
  if (!(error instanceof Error) || !(LOST.test(error.message) || error.name === 'MaxRetriesPerRequestError'))
    return undefined;
  return new AppError({
    code: 'queue.unavailable',
    status: 503,
    detail: 'The queue cannot be reached at the moment. Try again shortly.',
    retryAfterMs: 1_000,
    cause: error,
  });
}
