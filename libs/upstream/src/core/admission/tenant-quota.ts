import type { RateLimiter, RateLimits } from '../rate/rate-limiter.js';

/** RPM and TPM of each tenant (or tenant key). */
export interface TenantQuota {
  limiter: RateLimiter;
  /** Undefined: this tenant is not limited. */
  limits(tenantId: string): RateLimits | undefined;
}
