import type { TenantThrottlingOptions } from '@tradewind/upstream/throttling';
import type { PlatformConfig } from '../config/platform-config.js';

/** Nobody is limited at 0; otherwise each tenant is, over all routes that ask for a key. */
export function throttlingOptions(config: PlatformConfig): TenantThrottlingOptions {
  const { REDIS_URL: url, TENANT_REQUESTS_PER_MINUTE: limit, UPSTREAM_MAX_REPLICAS: maxReplicas } = config;
  const commandTimeoutMs = config.UPSTREAM_REDIS_TIMEOUT_MS;
  if (limit === 0) return { limits: [] };
  return {
    limits: [{ limit, windowMs: 60_000 }],
    // Health, metrics and documentation are asked for by nobody in particular, and operators are let in by their own key.
    anonymous: 'unlimited',
    ...(url !== undefined && { redis: { url, maxReplicas, commandTimeoutMs } }),
  };
}
