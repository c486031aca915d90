import { Injectable, type ExecutionContext } from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import { findScope } from '../core/index.js';
import { throttled, throttleKey } from './tenant-throttle.js';

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
    return throttleKey(name, tracker);
  }

  protected override throwThrottlingException(_context: ExecutionContext, finding: Finding): Promise<void> {
    const { limit, ttl: windowMs } = finding;
    throw throttled({ limit, windowMs }, finding.timeToBlockExpire || finding.timeToExpire);
  }
}
