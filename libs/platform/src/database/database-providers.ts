import type { Provider } from '@nestjs/common';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { PLATFORM_CONFIG, type PlatformConfig } from '../config/platform-config.js';
import { measureDatabase } from '../metrics/database-metrics.js';
import { connectDataSource, poolSize } from './data-source.js';
import { databaseBudget } from './database-budget.js';
import { DatabasePulse } from './database-pulse.js';
import { Database } from './database.js';
import type { EntityClass } from './entity-class.js';
import { PooledConnections } from './pooled-connections.js';

/** Injection token of the {@link DatabasePulse}, or of undefined where none is felt. */
const DATABASE_PULSE = Symbol('DatabasePulse');

export function databaseProviders(service: string, entities: readonly EntityClass[]): Provider[] {
  return [
    {
      provide: DataSource,
      inject: [PLATFORM_CONFIG],
      useFactory: (config: PlatformConfig) => connectDataSource(config, service, entities),
    },
    {
      provide: DATABASE_PULSE,
      inject: [DataSource, PLATFORM_CONFIG],
      useFactory: (dataSource: DataSource, config: PlatformConfig): DatabasePulse | undefined => {
        // The embedded database is a process beside this one, with one backend for all: a long statement looks like silence.
        if (config.DATABASE_KIND === 'pglite') return undefined;
        const connections = new PooledConnections(dataSource);
        return new DatabasePulse({
          url: config.DATABASE_URL,
          onSilence: () => {
            connections.breakAll();
          },
        });
      },
    },
    {
      provide: Database,
      inject: [DataSource, DATABASE_PULSE, PLATFORM_CONFIG, Registry],
      useFactory: (
        dataSource: DataSource,
        pulse: DatabasePulse | undefined,
        config: PlatformConfig,
        registry: Registry,
      ) => {
        const connections = poolSize(config).max;
        const budget = databaseBudget({ connections, acquireTimeoutMs: config.DB_ACQUIRE_TIMEOUT_MS });
        const database = new Database(dataSource, budget, {
          canCancel: config.DATABASE_KIND !== 'pglite',
          ...(pulse !== undefined && { pulse }),
        });
        measureDatabase(database, registry);
        return database;
      },
    },
  ];
}
