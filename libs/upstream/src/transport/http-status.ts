import { UpstreamError } from '../core/index.js';
import type { HttpReply } from './http-reply.js';
import { parseRetryAfterMs } from './retry-after.js';

/** What an answer other than 2xx means; undefined for 2xx. */
export function statusFailure(reply: Pick<HttpReply, 'status' | 'header'>, nowMs: number): UpstreamError | undefined {
  const { status } = reply;
  if (status >= 200 && status < 300) return undefined;
  const retryAfterMs = parseRetryAfterMs((name) => reply.header(name), nowMs);
  const init = { details: { status }, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  if (status === 429) return new UpstreamError('upstream.rate_limited', 'The upstream asks us to slow down.', init);
  // 408: it did not read our request in time; that is its trouble, not the request's.
  if (status >= 500 || status === 408) {
    return new UpstreamError('upstream.failed', `The upstream failed with status ${status}.`, init);
  }
  return new UpstreamError('upstream.rejected', `The upstream rejected the request with status ${status}.`, init);
}
