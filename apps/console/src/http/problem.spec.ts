import { describe, expect, it } from '@jest/globals';
import { failureFrom, failureOf, RequestFailed } from './problem.js';

describe('failureOf', () => {
  it('reads a problem document with its wait and its fields', () => {
    const body = { code: 'capacity.queue_full', detail: 'Full.', errors: [{ path: 'url', message: 'must be a URL' }] };
    const headers = new Headers({ 'retry-after-ms': '1200', 'x-request-id': 'req_1' });
    expect(failureOf(429, headers, body)).toEqual({
      code: 'capacity.queue_full',
      status: 429,
      detail: 'Full.',
      requestId: 'req_1',
      retryAfterMs: 1200,
      fields: [{ path: 'url', message: 'must be a URL' }],
    });
  });

  it("reads OpenAI's error object", () => {
    const failure = failureOf(401, new Headers(), { error: { code: 'auth.invalid_key', message: 'Unknown key.' } });
    expect(failure).toMatchObject({ code: 'auth.invalid_key', detail: 'Unknown key.', retryAfterMs: undefined });
  });

  it('keeps the status of an answer that is no document at all', () => {
    expect(failureOf(502, new Headers(), undefined)).toMatchObject({ code: 'http.502', detail: '' });
  });
});

describe('failureFrom', () => {
  it('is nothing when the person stopped the request', () => {
    expect(failureFrom(new DOMException('stopped', 'AbortError'))).toBeUndefined();
  });

  it('keeps a refusal and calls everything else the network', () => {
    const failure = failureOf(404, new Headers(), { code: 'task.not_found' });
    expect(failureFrom(new RequestFailed(failure))).toBe(failure);
    expect(failureFrom(new TypeError('Failed to fetch'))).toMatchObject({ code: 'network', status: 0 });
  });
});
