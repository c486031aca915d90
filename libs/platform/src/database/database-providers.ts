import type { Provider } from '@nestjs/common';
import type { Budget } from '@tradewind/upstream/core';
import { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { PLATFORM_CONFIG, type PlatformConfig } from '../config/platform-config.js';
import { measureDatabase, measureReplica } from '../metrics/database-metrics.js';
import { connectDataSource, dataSourceOptions, poolSize } from './data-source.js';
import { databaseBudget } from './database-budget.js';
import { DatabasePulse } from './database-pulse.js';
import { Database } from './database.js';
import type { EntityClass } from './entity-class.js';
import { PooledConnections } from './pooled-connections.js';
import { type OpenReplica, ReadReplica } from './read-replica.js';

/** Injection token of the {@link DatabasePulse}, or of undefined where none is felt. */
const DATABASE_PULSE = Symbol('DatabasePulse');
/** Injection token of the {@link ReadReplica}, or of undefined where there is none. */
const READ_REPLICA = Symbol('ReadReplica');

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
        return pulseOf(config, dataSource);
      },
    },
    {
      provide: READ_REPLICA,
      inject: [PLATFORM_CONFIG],
      useFactory: ({ DATABASE_READ_URL: url, ...config }: PlatformConfig): ReadReplica | undefined =>
        url === undefined
          ? undefined
          : new ReadReplica(() => openReplica({ ...config, DATABASE_URL: url }, service, entities)),
    },
    {
      provide: Database,
      inject: [DataSource, DATABASE_PULSE, READ_REPLICA, PLATFORM_CONFIG, Registry],
      useFactory: (
        dataSource: DataSource,
        pulse: DatabasePulse | undefined,
        replica: ReadReplica | undefined,
        config: PlatformConfig,
        registry: Registry,
      ) => {
        const database = new Database(dataSource, budgetOf(config), {
          canCancel: config.DATABASE_KIND !== 'pglite',
          ...(pulse !== undefined && { pulse }),
          ...(replica !== undefined && { replica }),
        });
        measureDatabase(() => database, registry);
        if (replica !== undefined) measureReplica(() => replica.database, registry);
        return database;
      },
    },
  ];
}

function budgetOf(config: PlatformConfig): Budget {
  return databaseBudget({ connections: poolSize(config).max, acquireTimeoutMs: config.DB_ACQUIRE_TIMEOUT_MS });
}

/** One try: who asks for it has the primary to fall back on. */
async function openReplica(
  config: PlatformConfig,
  service: string,
  entities: readonly EntityClass[],
): Promise<OpenReplica> {
  const dataSource = await new DataSource(dataSourceOptions(config, service, entities)).initialize();
  const pulse = pulseOf(config, dataSource);
  pulse.onApplicationBootstrap();
  const database = new Database(dataSource, budgetOf(config), { canCancel: true, pulse });
  return {
    database,
    close: () => {
      pulse.onApplicationShutdown();
      return database.onApplicationShutdown();
    },
  };
}

function pulseOf(config: PlatformConfig, dataSource: DataSource): DatabasePulse {
  const connections = new PooledConnections(dataSource);
  return new DatabasePulse({
    url: config.DATABASE_URL,
    onSilence: () => {
      connections.breakAll();
    },
  });
}
