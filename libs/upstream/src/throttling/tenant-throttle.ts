import type { ThrottlerStorage } from '@nestjs/throttler';
import { UpstreamError } from '../core/index.js';
import { type ThrottlerRecord, WindowThrottlerStorage } from './window-throttler-storage.js';

/** So many requests of one tenant in any window. */
export interface ThrottleRule {
  name: string;
  limit: number;
  windowMs: number;
}

/** Under which the requests of a tenant (`tenant:…`) or an address (`address:…`) are counted. */
export function throttleKey(rule: string, tracker: string): string {
  return `${rule}:${tracker}`;
}

/** @param seconds until a request would be let in again */
export function throttled({ limit, windowMs }: Omit<ThrottleRule, 'name'>, seconds: number): UpstreamError {
  return new UpstreamError('quota.requests', `No more than ${limit} requests in ${windowMs / 1000} s.`, {
    retryAfterMs: Math.max(1, seconds) * 1000,
    details: { limit, windowMs },
  });
}

/** What `TenantThrottlerGuard` does, and with the same counts, for requests that no guard of Nest's sees. */
export class TenantThrottle {
  constructor(
    private readonly rules: readonly ThrottleRule[],
    private readonly storage: ThrottlerStorage,
  ) {}

  /**
   * Counts a request of a tenant. Answers without a promise when the counts are kept in this process.
   *
   * @param tell takes `x-ratelimit-limit`, `-remaining` and `-reset`
   * @throws UpstreamError `quota.requests`
   */
  count(tenantId: string, tell: (name: string, value: string) => void): undefined | Promise<void> {
    const { storage } = this;
    if (!(storage instanceof WindowThrottlerStorage)) return this.countElsewhere(tenantId, tell);
    for (const rule of this.rules) {
      judge(rule, storage.count(throttleKey(rule.name, `tenant:${tenantId}`), rule.windowMs, rule.limit), tell);
    }
    return undefined;
  }

  private async countElsewhere(tenantId: string, tell: (name: string, value: string) => void): Promise<void> {
    for (const rule of this.rules) {
      const { name, windowMs, limit } = rule;
      judge(
        rule,
        await this.storage.increment(throttleKey(name, `tenant:${tenantId}`), windowMs, limit, 0, name),
        tell,
      );
    }
  }
}

function judge(rule: ThrottleRule, found: ThrottlerRecord, tell: (name: string, value: string) => void): void {
  if (found.isBlocked) throw throttled(rule, found.timeToBlockExpire || found.timeToExpire);
  const suffix = rule.name === 'default' ? '' : `-${rule.name}`;
  tell(`x-ratelimit-limit${suffix}`, String(rule.limit));
  tell(`x-ratelimit-remaining${suffix}`, String(Math.max(0, rule.limit - found.totalHits)));
  tell(`x-ratelimit-reset${suffix}`, String(found.timeToExpire));
}
