import { describe, expect, it } from '@jest/globals';
import { TenantThrottle } from './tenant-throttle.js';
import { WindowThrottlerStorage } from './window-throttler-storage.js';

const rules = [{ name: 'default', limit: 2, windowMs: 60_000 }];

function told(throttle: TenantThrottle, tenant: string) {
  const headers: Record<string, string> = {};
  const waiting = throttle.count(tenant, (name, value) => (headers[name] = value));
  return { headers, waiting };
}

describe('TenantThrottle', () => {
  it('answers at once from counts in this process, and tells what is left', () => {
    const throttle = new TenantThrottle(rules, new WindowThrottlerStorage(() => 0));
    expect(told(throttle, 'a')).toEqual({
      waiting: undefined,
      headers: { 'x-ratelimit-limit': '2', 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '60' },
    });
    told(throttle, 'a');
    expect(() => told(throttle, 'a')).toThrow(
      expect.objectContaining({ code: 'quota.requests', retryAfterMs: 60_000 }),
    );
    expect(told(throttle, 'b').headers['x-ratelimit-remaining']).toBe('1');
  });

  it('waits for counts that are kept elsewhere', async () => {
    const found = { totalHits: 3, timeToExpire: 7, isBlocked: true, timeToBlockExpire: 7 };
    const throttle = new TenantThrottle(rules, { increment: () => Promise.resolve(found) });
    await expect(told(throttle, 'a').waiting).rejects.toMatchObject({ code: 'quota.requests', retryAfterMs: 7_000 });
  });
});
