import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import { findScope, UpstreamError } from '../core/index.js';

/** What of the throttler's finding is used. */
interface Finding {
  limit: number;
  ttl: number;
  timeToExpire: number;
  timeToBlockExpire: number;
}

/** The tenant of the call scope; undefined while nobody is known. */
export function callingTenant(): string | undefined {
  const tenantId = findScope()?.tenantId;
  return tenantId === 'anonymous' ? undefined : tenantId;
}

/**
 * `@nestjs/throttler`'s guard, counting per tenant of the call scope (per address while nobody is known) over all routes
 * together, and refusing in our words: `quota.requests`, with the time to try again.
 */
@Injectable()
export class TenantThrottlerGuard extends ThrottlerGuard {
  protected override getTracker(request: Record<string, unknown>): Promise<string> {
    const tenant = callingTenant();
    return Promise.resolve(tenant === undefined ? `address:${String(request['ip'])}` : `tenant:${tenant}`);
  }

  protected override generateKey(_context: ExecutionContext, tracker: string, name: string): string {
    return `${name}:${tracker}`;
  }

  protected override throwThrottlingException(_context: ExecutionContext, finding: Finding): Promise<void> {
    const seconds = Math.max(1, finding.timeToBlockExpire || finding.timeToExpire);
    throw new UpstreamError('quota.requests', `No more than ${finding.limit} requests in ${finding.ttl / 1000} s.`, {
      retryAfterMs: seconds * 1000,
      details: { limit: finding.limit, windowMs: finding.ttl },
    });
  }
}
