import { describe, expect, it } from '@jest/globals';
import { MAX_RETRY_AFTER_MS, parseRetryAfterMs } from './retry-after.js';

const nowMs = Date.parse('2026-01-01T00:00:00Z');
const parse = (headers: Record<string, string>) => parseRetryAfterMs((name) => headers[name], nowMs);

describe('parseRetryAfterMs', () => {
  it.each([
    [{}, undefined],
    [{ 'retry-after': '3' }, 3000],
    [{ 'retry-after': ' 0.25 ' }, 250],
    [{ 'retry-after-ms': '120.4', 'retry-after': '9' }, 121],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT' }, 7000],
    [{ 'retry-after': 'Thu, 01 Jan 2026 00:00:07 GMT', date: 'Thu, 01 Jan 2026 00:00:05 GMT' }, 2000],
    [{ 'retry-after': 'Wed, 31 Dec 2025 23:00:00 GMT' }, 0],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': '999999999' }, MAX_RETRY_AFTER_MS],
  ])('reads %j as %p ms', (headers, expected) => {
    expect(parse(headers)).toBe(expected);
  });
});
