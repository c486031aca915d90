import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { DataSource, type DataSourceOptions } from 'typeorm';
import type { PlatformConfig } from '../config/platform-config.js';
import { databaseProblem } from './database-errors.js';
import type { EntityClass } from './entity-class.js';

/** PGlite is one backend behind all its connections: a second one brings no parallel work, only more waiting in line. */
const PGLITE_CONNECTIONS = 4;
const IDLE_TIMEOUT_MS = 30_000;
const CONNECT_TIMEOUT_MS = 3_000;
const CONNECT_ATTEMPTS = 15;
const CONNECT_RETRY_MS = 2_000;

export interface PoolSize {
  /** Kept open. */
  min: number;
  /** Never exceeded. */
  max: number;
}

export function poolSize(config: PlatformConfig): PoolSize {
  if (config.DATABASE_KIND === 'pglite') return { min: 1, max: PGLITE_CONNECTIONS };
  return { min: config.DB_POOL_SIZE, max: config.DB_POOL_SIZE + config.DB_POOL_OVERFLOW };
}

/**
 * The pool: `DB_POOL_SIZE` connections stay open once they were needed, `DB_POOL_OVERFLOW` more are opened under load and closed
 * when idle. Who waits for one, and how long, is decided by the `database` budget and not here.
 */
export function dataSourceOptions(
  config: PlatformConfig,
  service: string,
  entities: readonly EntityClass[],
): DataSourceOptions {
  const { min, max } = poolSize(config);
  return {
    type: 'postgres',
    url: config.DATABASE_URL,
    applicationName: service,
    entities: [...entities],
    poolSize: max,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    extra: { min, idleTimeoutMillis: IDLE_TIMEOUT_MS, keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
    // The schema belongs to the migrations alone.
    synchronize: false,
    migrationsRun: false,
    installExtensions: false,
    logging: false,
    poolErrorHandler: (error: unknown) => {
      // An idle connection was lost, for example in a restart of the database. The pool has dropped it and opens another on demand.
      new Logger('Database').warn(
        `An idle connection was lost: ${error instanceof Error ? error.message : String(error)}`,
      );
    },
  };
}

/** A new pool that is connected. A database that is still starting gets half a minute to come up. */
export async function connectDataSource(
  config: PlatformConfig,
  service: string,
  entities: readonly EntityClass[],
): Promise<DataSource> {
  const logger = new Logger('Database');
  const dataSource = new DataSource(dataSourceOptions(config, service, entities));
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await dataSource.initialize();
    } catch (error) {
      if (attempt >= CONNECT_ATTEMPTS || databaseProblem(error)?.code !== 'database.unavailable') throw error;
      logger.warn(`The database cannot be reached, attempt ${String(attempt)} of ${String(CONNECT_ATTEMPTS)}.`);
      await delay(CONNECT_RETRY_MS);
    }
  }
}
