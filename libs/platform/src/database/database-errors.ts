import { AppError } from '../errors/app-error.js';

/** Classes of SQLSTATE in which the server, not the statement, is the trouble; see "PostgreSQL Error Codes" in its manual. */
const UNAVAILABLE = /^(08...|53...|57P0[1-5]|58...)$/;
const LOST_CONNECTION = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EPIPE|EHOSTUNREACH)$/;
/** The last is TypeORM's: it releases a runner whose connection has ended, which the next statement of the transaction finds out. */
const LOST_MESSAGE =
  /connection terminated|connection ended|timeout exceeded when trying to connect|client has encountered a connection error|query runner was already released/i;

const SURROGATE = /surrogate/i;

/** The SQLSTATE (or the socket's error code) of a failure of the driver, wherever TypeORM wrapped it. */
export function databaseErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('driverError' in error && error.driverError !== error) {
    const inner = databaseErrorCode(error.driverError);
    if (inner !== undefined) return inner;
  }
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** A row with this key is there already. */
export function isUniqueViolation(error: unknown): boolean {
  return databaseErrorCode(error) === '23505';
}

export function databaseUnavailable(cause: unknown): AppError {
  return new AppError({
    code: 'database.unavailable',
    status: 503,
    detail: 'The database cannot be reached at the moment. Try again shortly.',
    retryAfterMs: 1_000,
    cause,
  });
}

/** What a caller may know of a failure of the database, or undefined when it is a fault of ours. */
export function databaseProblem(error: unknown): AppError | undefined {
  const code = databaseErrorCode(error) ?? '';
  if (
    UNAVAILABLE.test(code) ||
    LOST_CONNECTION.test(code) ||
    (error instanceof Error && LOST_MESSAGE.test(error.message))
  ) {
    return databaseUnavailable(error);
  }
  switch (code) {
    case '57014':
      return new AppError({
        code: 'deadline.exceeded',
        status: 504,
        detail: 'The database did not answer within the time this request had left.',
        cause: error,
      });
    case '40001':
    case '40P01':
    case '55P03':
      return new AppError({
        code: 'database.conflict',
        status: 503,
        detail: 'Another request was changing the same data. Try again.',
        retryAfterMs: 200,
        cause: error,
      });
    case '22021':
    case '22P05':
      return unsupportedCharacter(error);
    // Half of a character, escaped in JSON. What else is no valid JSON was written by us.
    case '22P02':
      return SURROGATE.test(driverDetail(error)) ? unsupportedCharacter(error) : undefined;
    default:
      return undefined;
  }
}

function unsupportedCharacter(cause: unknown): AppError {
  return new AppError({
    code: 'request.unsupported_character',
    status: 400,
    detail: 'The request contains a character that cannot be stored, such as NUL (U+0000) or half of a surrogate pair.',
    cause,
  });
}

/** PostgreSQL's own second sentence about an error; empty when there is none. */
function driverDetail(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('driverError' in error && error.driverError !== error) return driverDetail(error.driverError);
  return 'detail' in error && typeof error.detail === 'string' ? error.detail : '';
}
