import type { Provider } from '@nestjs/common';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { PLATFORM_CONFIG, type PlatformConfig } from '../config/platform-config.js';
import { measureDatabase } from '../metrics/database-metrics.js';
import { connectDataSource, poolSize } from './data-source.js';
import { databaseBudget } from './database-budget.js';
import { Database } from './database.js';
import type { EntityClass } from './entity-class.js';

export function databaseProviders(service: string, entities: readonly EntityClass[]): Provider[] {
  return [
    {
      provide: DataSource,
      inject: [PLATFORM_CONFIG],
      useFactory: (config: PlatformConfig) => connectDataSource(config, service, entities),
    },
    {
      provide: Database,
      inject: [DataSource, PLATFORM_CONFIG, Registry],
      useFactory: (dataSource: DataSource, config: PlatformConfig, registry: Registry) => {
        const connections = poolSize(config).max;
        const budget = databaseBudget({ connections, acquireTimeoutMs: config.DB_ACQUIRE_TIMEOUT_MS });
        const database = new Database(dataSource, budget, { canCancel: config.DATABASE_KIND !== 'pglite' });
        measureDatabase(database, registry);
        return database;
      },
    },
  ];
}
