import { errors } from 'undici';
import { UpstreamError } from '../core/index.js';

/** Where in its life a call was when something went wrong. */
export type CallPhase = 'connect' | 'first_byte' | 'body';

/** Turns what the socket or undici threw into one of our codes. Errors that are ours already pass unchanged. */
export function transportFailure(error: unknown, phase: CallPhase): UpstreamError {
  if (error instanceof UpstreamError) return error;
  const code = errorCode(error);
  const init = { cause: error, details: { phase, ...(code === undefined ? {} : { cause: code }) } };
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return timedOut('connect', error);
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return new UpstreamError('upstream.too_large', 'The upstream sent more headers than are read.', init);
  }
  if (code === 'UND_ERR_INVALID_ARG') {
    return new UpstreamError('config.invalid', 'The request to the upstream could not be built.', init);
  }
  if (error instanceof errors.HTTPParserError) {
    return new UpstreamError('upstream.malformed', 'The upstream did not speak HTTP.', init);
  }
  if (code === 'UND_ERR_DESTROYED' || code === 'UND_ERR_CLOSED') {
    return new UpstreamError('call.cancelled', 'The connections are being closed.', init);
  }
  if (phase === 'body') {
    return new UpstreamError('upstream.interrupted', 'The connection broke before the answer was complete.', init);
  }
  return new UpstreamError(
    'upstream.unreachable',
    phase === 'connect' ? 'No connection to the upstream could be made.' : 'The upstream hung up without an answer.',
    init,
  );
}

const TIMED_OUT = {
  connect: 'No connection was made in time.',
  first_byte: 'The upstream did not begin to answer in time.',
  idle: 'The upstream fell silent in the middle of its answer.',
} as const;

/** `upstream.timeout` with the phase in its details; the total timeout is the pipeline's. */
export function timedOut(phase: keyof typeof TIMED_OUT, cause?: unknown): UpstreamError {
  const what = TIMED_OUT[phase];
  return new UpstreamError('upstream.timeout', what, { details: { phase }, cause });
}

export function tooLarge(limitBytes: number): UpstreamError {
  return new UpstreamError('upstream.too_large', `The upstream sent more than ${limitBytes} bytes.`, {
    details: { limitBytes },
  });
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
