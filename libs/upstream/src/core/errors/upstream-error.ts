/** Every way a bounded call can end badly. Clients of the library switch on these, never on messages. */
export const UPSTREAM_ERROR_CODES = [
  'capacity.queue_full',
  'capacity.wait_too_long',
  'capacity.evicted',
  'quota.requests',
  'quota.tokens',
  'breaker.open',
  'deadline.exceeded',
  'call.cancelled',
  'upstream.timeout',
  'upstream.unreachable',
  'upstream.rate_limited',
  'upstream.rejected',
  'upstream.failed',
  'upstream.malformed',
  'upstream.interrupted',
  'upstream.too_large',
  'scope.missing',
  'config.invalid',
] as const;

export type UpstreamErrorCode = (typeof UPSTREAM_ERROR_CODES)[number];

export interface UpstreamErrorInit {
  /** Milliseconds after which trying again makes sense; absent when waiting does not help or nobody knows. */
  retryAfterMs?: number;
  /** Plain data for logs: never a request, a secret or an HTTP object. */
  details?: Readonly<Record<string, unknown>>;
  cause?: unknown;
}

const NO_DETAILS: Readonly<Record<string, unknown>> = Object.freeze({});
const CODES: ReadonlySet<string> = new Set(UPSTREAM_ERROR_CODES);

/** The one error type of the library: pure data, recognised by {@link UpstreamError.code}. */
export class UpstreamError extends Error {
  readonly code: UpstreamErrorCode;
  readonly retryAfterMs?: number;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: UpstreamErrorCode, message: string, init?: UpstreamErrorInit) {
    super(message, init?.cause === undefined ? undefined : { cause: init.cause });
    this.name = 'UpstreamError';
    this.code = code;
    if (init?.retryAfterMs !== undefined) this.retryAfterMs = init.retryAfterMs;
    this.details = init?.details ?? NO_DETAILS;
  }
}

/** True for an {@link UpstreamError}, also one made by a second copy of this package. */
export function isUpstreamError(error: unknown): error is UpstreamError {
  if (error instanceof UpstreamError) return true;
  return error instanceof Error && error.name === 'UpstreamError' && 'code' in error && CODES.has(String(error.code));
}

/** The reason of an abort as an UpstreamError: whatever else cut a call short was its caller leaving. */
export function abortError(reason: unknown): UpstreamError {
  if (isUpstreamError(reason)) return reason;
  return new UpstreamError('call.cancelled', 'The caller left before the answer was ready.', { cause: reason });
}
