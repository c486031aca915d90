import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import {
  TenantThrottlerGuard,
  TenantThrottlingModule,
  type TenantThrottlingOptions,
} from '@tradewind/upstream/throttling';
import { RiskConfigModule } from '../config/config.module.js';
import { RISK_ENV, type RiskEnv } from '../config/risk.config.js';

/** Nobody is limited at 0; otherwise each tenant is, over all routes that ask for a key. */
export function throttlingOptions(env: RiskEnv): TenantThrottlingOptions {
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
      imports: [RiskConfigModule],
      inject: [RISK_ENV],
      useFactory: throttlingOptions,
    }),
  ],
  providers: [{ provide: APP_GUARD, useExisting: TenantThrottlerGuard }],
})
export class RiskThrottlingModule {}
