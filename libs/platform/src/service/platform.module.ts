import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { loadPlatformConfig, PLATFORM_CONFIG, type PlatformConfig } from '../config/platform-config.js';
import { databaseBudget } from '../database/database-budget.js';
import { connectDataSource, poolSize } from '../database/data-source.js';
import { Database } from '../database/database.js';
import type { EntityClass } from '../database/entity-class.js';
import { ErrorFilter } from '../errors/error.filter.js';
import { HealthController } from '../health/health.controller.js';
import { Readiness } from '../health/readiness.js';
import { validationPipe } from '../http/validation.js';
import { measureDatabase } from '../metrics/database-metrics.js';
import { MetricsController } from '../metrics/metrics.controller.js';
import { createRegistry } from '../metrics/registry.js';
import { ApiKeyGuard } from '../tenancy/api-key.guard.js';
import { ApiKeyStore } from '../tenancy/api-key-store.js';

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
      controllers: [HealthController, MetricsController],
      providers: [
        Readiness,
        { provide: PLATFORM_CONFIG, useFactory: () => loadPlatformConfig() },
        { provide: Registry, useFactory: () => createRegistry(service) },
        {
          provide: DataSource,
          inject: [PLATFORM_CONFIG],
          useFactory: (config: PlatformConfig) => connectDataSource(config, service, entities),
        },
        {
          provide: Database,
          inject: [DataSource, PLATFORM_CONFIG, Registry],
          useFactory: (dataSource: DataSource, config: PlatformConfig, registry: Registry) => {
            const budget = databaseBudget({
              connections: poolSize(config).max,
              acquireTimeoutMs: config.DB_ACQUIRE_TIMEOUT_MS,
            });
            const database = new Database(dataSource, budget);
            measureDatabase(database, registry);
            return database;
          },
        },
        { provide: ApiKeyStore, inject: [Database], useFactory: (database: Database) => new ApiKeyStore(database) },
        { provide: APP_GUARD, useClass: ApiKeyGuard },
        { provide: APP_FILTER, useClass: ErrorFilter },
        { provide: APP_PIPE, useFactory: validationPipe },
      ],
      exports: [PLATFORM_CONFIG, Database, Registry, Readiness],
    };
  }
}
