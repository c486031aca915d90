import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { parseEnv } from '@tradewind/platform';
import {
  TenantThrottlerGuard,
  TenantThrottlingModule,
  type TenantThrottlingOptions,
} from '@tradewind/upstream/throttling';
import { DownstreamsEnv } from './downstreams.config.js';

/** Nobody is limited at 0; otherwise each tenant is, over all routes that ask for a key. */
export function throttlingOptions(env: DownstreamsEnv): TenantThrottlingOptions {
  const { REDIS_URL: url, TENANT_REQUESTS_PER_MINUTE: limit, UPSTREAM_MAX_REPLICAS: maxReplicas } = env;
  if (limit === 0) return { limits: [] };
  return {
    limits: [{ limit, windowMs: 60_000 }],
    // Health, metrics and documentation are asked for by nobody in particular, and operators are let in by their own key.
    anonymous: 'unlimited',
    ...(url !== undefined && { redis: { url, maxReplicas } }),
  };
}

/** Import it after the platform: its guard stands behind the one that knows the tenant. */
@Module({
  imports: [
    TenantThrottlingModule.forRootAsync({
      useFactory: () => throttlingOptions(parseEnv(DownstreamsEnv)),
    }),
  ],
  providers: [{ provide: APP_GUARD, useExisting: TenantThrottlerGuard }],
})
export class CatalogThrottlingModule {}
