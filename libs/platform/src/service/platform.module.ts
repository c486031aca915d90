import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TenantThrottlerGuard, TenantThrottlingModule } from '@tradewind/upstream/throttling';
import { Registry } from 'prom-client';
import { PLATFORM_CONFIG } from '../config/platform-config.js';
import { databaseProviders } from '../database/database-providers.js';
import { Database } from '../database/database.js';
import type { EntityClass } from '../database/entity-class.js';
import { throttlingOptions } from '../fleet/throttling-options.js';
import { ApiPaths } from '../docs/api-paths.js';
import { HealthController } from '../health/health.controller.js';
import { Readiness } from '../health/readiness.js';
import { liveProviders } from '../live/live-providers.js';
import { LiveController } from '../live/live.controller.js';
import { MetricsController } from '../metrics/metrics.controller.js';
import { settingsProviders } from '../settings/settings-providers.js';
import { SettingsWatcher } from '../settings/settings-watcher.js';
import { TRACING } from '../tracing/tracing.js';
import { Doorkeeper } from '../tenancy/doorkeeper.js';
import { webProviders } from './web-providers.js';

export interface PlatformOptions {
  /** Name of the process in logs, metrics and on its database connections. */
  service: string;
  /** Every class with `@Entity()` that this process maps. */
  entities: EntityClass[];
}

/**
 * What makes a process a service: configuration, database, keys, errors, validation, health and metrics. The one global module
 * of the product, because its guard, filter and pipe stand before every route anyway. Import it once, in the root module.
 */
@Module({})
export class PlatformModule {
  static forRoot({ service, entities }: PlatformOptions): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [TenantThrottlingModule.forRootAsync({ inject: [PLATFORM_CONFIG], useFactory: throttlingOptions })],
      controllers: [HealthController, MetricsController, LiveController],
      providers: [
        ...webProviders(service),
        // Behind the guard that knows the tenant, which is among the providers above.
        { provide: APP_GUARD, useExisting: TenantThrottlerGuard },
        ...databaseProviders(service, entities),
        ...liveProviders(service),
        ...settingsProviders(service),
      ],
      exports: [
        PLATFORM_CONFIG,
        Database,
        Registry,
        Readiness,
        SettingsWatcher,
        TRACING,
        Doorkeeper,
        ApiPaths,
        TenantThrottlingModule,
      ],
    };
  }
}
