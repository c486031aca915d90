import { describe, expect, it } from '@jest/globals';
import { UPSTREAM_ERROR_CODES, UpstreamError } from '../../core/index.js';
import { upstreamProblem } from './upstream-problem.js';

describe('upstreamProblem', () => {
  it.each([
    ['capacity.queue_full', 429, 'Too Many Requests'],
    ['quota.tokens', 429, 'Too Many Requests'],
    ['breaker.open', 503, 'Service Unavailable'],
    ['deadline.exceeded', 504, 'Gateway Timeout'],
    ['call.cancelled', 499, 'Client Closed Request'],
    ['upstream.failed', 502, 'Bad Gateway'],
  ] as const)('gives %s its status and title', (code, status, title) => {
    expect(upstreamProblem(new UpstreamError(code, 'secret'))).toMatchObject({ code, status, title });
  });

  it.each(UPSTREAM_ERROR_CODES)(
    'says nothing of what the error of %s says, and keeps the time to try again',
    (code) => {
      const problem = upstreamProblem(
        new UpstreamError(code, 'secret', { retryAfterMs: 1_001, details: { excerpt: 'secret' } }),
      );
      expect(problem.retryAfterMs).toBe(1_001);
      expect(problem.detail).not.toBe('');
      expect(JSON.stringify(problem)).not.toContain('secret');
    },
  );

  it.each(['scope.missing', 'config.invalid'] as const)('calls %s internal', (code) => {
    expect(upstreamProblem(new UpstreamError(code, 'secret'))).toMatchObject({ code: 'internal', status: 500 });
  });
});
