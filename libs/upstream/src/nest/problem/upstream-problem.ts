import { STATUS_CODES } from 'node:http';
import type { UpstreamError, UpstreamErrorCode } from '../../core/index.js';

/** What an `UpstreamError` means to an HTTP caller: nothing in it comes from the error's own message. */
export interface UpstreamProblem {
  /** HTTP status. */
  status: number;
  /** The error's code; `internal` for mistakes of the program, which are none of the caller's business. */
  code: string;
  title: string;
  detail: string;
  /** Milliseconds after which trying again makes sense, when somebody knows. */
  retryAfterMs?: number;
}

/** Total on purpose: a new code does not compile until it is decided here what callers are told. */
const PROBLEMS: Readonly<Record<UpstreamErrorCode, { status: number; detail: string }>> = {
  'capacity.queue_full': {
    status: 429,
    detail: 'Too many requests are waiting for the same resource. Try again later.',
  },
  'capacity.wait_too_long': {
    status: 429,
    detail: 'The wait would be longer than this request has time. Try again later.',
  },
  'capacity.evicted': {
    status: 429,
    detail: 'The request gave way to others after waiting too long. Try again later.',
  },
  'quota.requests': { status: 429, detail: 'The limit of requests per minute is reached. Try again later.' },
  'quota.tokens': { status: 429, detail: 'The limit of tokens per minute is reached. Try again later.' },
  'breaker.open': { status: 503, detail: 'A service this request depends on is failing and is given time to recover.' },
  'deadline.exceeded': {
    status: 504,
    detail: 'The request ran out of time. Try again, or allow it more with X-Request-Timeout-Ms.',
  },
  'call.cancelled': { status: 499, detail: 'The caller left before the answer was ready.' },
  'upstream.timeout': { status: 504, detail: 'A service this request depends on did not answer in time.' },
  'upstream.unreachable': { status: 503, detail: 'A service this request depends on cannot be reached.' },
  'upstream.rate_limited': { status: 429, detail: 'A service this request depends on is limiting the rate of calls.' },
  'upstream.rejected': { status: 502, detail: 'A service this request depends on refused the call.' },
  'upstream.failed': { status: 502, detail: 'A service this request depends on failed.' },
  'upstream.malformed': {
    status: 502,
    detail: 'A service this request depends on sent an answer that cannot be read.',
  },
  'upstream.interrupted': {
    status: 502,
    detail: 'A service this request depends on broke off in the middle of its answer.',
  },
  'upstream.too_large': { status: 502, detail: 'A service this request depends on sent more than is accepted.' },
  'scope.missing': { status: 500, detail: 'Something went wrong on our side.' },
  'config.invalid': { status: 500, detail: 'Something went wrong on our side.' },
};

/** The one mapping of codes to HTTP. */
export function upstreamProblem(error: UpstreamError): UpstreamProblem {
  const { status, detail } = PROBLEMS[error.code];
  return {
    status,
    code: status === 500 ? 'internal' : error.code,
    title: STATUS_CODES[status] ?? 'Client Closed Request',
    detail,
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
  };
}
