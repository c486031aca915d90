import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { loadPlatformConfig } from '../config/platform-config.js';
import { connectDataSource, poolSize } from '../database/data-source.js';
import { databaseBudget } from '../database/database-budget.js';
import { Database } from '../database/database.js';
import type { EntityClass } from '../database/entity-class.js';
import { runMigrations } from '../database/run-migrations.js';
import { provision, type Provisioned } from '../tenancy/tenancy.js';

/** A database of its own for one test file, migrated to the newest schema. */
export interface TestDatabase {
  readonly url: string;
  readonly database: Database;
  /** The pool below, as the owner of the tables: for arranging and for looking behind the curtain. */
  readonly dataSource: DataSource;
  /** A new tenant with an app and a key. */
  tenant(name: string): Promise<Provisioned>;
  /** Closes the pool and drops the database. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** A PostgreSQL server on which databases may be created. Default: `DATABASE_URL`, which must be set. */
  serverUrl?: string;
  entities?: readonly EntityClass[];
  /** Connections at most. Default 5. */
  connections?: number;
  /** `serverUrl` names a database of the caller's: it is brought up to date, used and not dropped. Default false. */
  existing?: boolean;
  /** What runs there. Default `postgres`. */
  kind?: 'postgres' | 'pglite';
}

/**
 * Makes a fresh database on a real PostgreSQL server. PGlite will not do for tests of isolation: it has one session for all and
 * connects as superuser.
 *
 * @throws ConfigError when no server is known.
 */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const config = loadPlatformConfig({
    DATABASE_URL: options.serverUrl ?? process.env['DATABASE_URL'],
    DB_POOL_SIZE: String(options.connections ?? 5),
    DB_POOL_OVERFLOW: '0',
    DATABASE_KIND: options.kind ?? 'postgres',
  });
  const name = `tradewind_test_${randomBytes(6).toString('hex')}`;
  const url = new URL(config.DATABASE_URL);
  if (options.existing !== true) {
    await onServer(config.DATABASE_URL, `CREATE DATABASE ${name}`);
    url.pathname = `/${name}`;
  }
  const own = { ...config, DATABASE_URL: url.href };
  await runMigrations(own);
  const dataSource = await connectDataSource(own, 'test', options.entities ?? []);
  const budget = databaseBudget({ connections: poolSize(own).max, acquireTimeoutMs: own.DB_ACQUIRE_TIMEOUT_MS });
  return {
    url: url.href,
    database: new Database(dataSource, budget),
    dataSource,
    tenant: (tenant) => provision(dataSource, { tenant, app: 'test' }),
    async drop() {
      if (dataSource.isInitialized) await dataSource.destroy();
      if (options.existing !== true) await onServer(config.DATABASE_URL, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const server = new DataSource({ type: 'postgres', url, poolSize: 1, synchronize: false, installExtensions: false });
  await server.initialize();
  try {
    await server.query(statement);
  } finally {
    await server.destroy();
  }
}
