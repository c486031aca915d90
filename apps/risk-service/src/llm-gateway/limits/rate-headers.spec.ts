import { describe, expect, it } from '@jest/globals';
import { rateLimitHeaders } from './rate-headers.js';

describe('rateLimitHeaders', () => {
  it('speaks for the rule that leaves least, for requests and tokens apart', () => {
    const key = {
      requests: { limit: 600, remaining: 3, resetMs: 350 },
      tokens: { limit: 100, remaining: 90, resetMs: 0 },
    };
    const server = {
      requests: { limit: 60, remaining: 9, resetMs: 9_000 },
      tokens: { limit: 50, remaining: 7.9, resetMs: 61_500 },
    };
    expect(rateLimitHeaders([key, server])).toEqual({
      'x-ratelimit-limit-requests': '600',
      'x-ratelimit-remaining-requests': '3',
      'x-ratelimit-reset-requests': '350ms',
      'x-ratelimit-limit-tokens': '50',
      'x-ratelimit-remaining-tokens': '7',
      'x-ratelimit-reset-tokens': '1m2s',
    });
  });

  it('says nothing of what is not limited', () => {
    expect(rateLimitHeaders([{}, {}])).toEqual({});
  });
});
