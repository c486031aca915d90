import { DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import type { PlatformConfig } from '../config/platform-config.js';
import { embeddingDimensions } from './migrations/embedding-dimensions.js';
import { migrations } from './migrations/index.js';

/** Any number, the same for every process that migrates this product's databases. */
const LOCK = 7_201_983;
const LEDGER = 'schema_migrations';

export type MigrationConfig = Pick<PlatformConfig, 'DATABASE_URL' | 'DATABASE_KIND' | 'EMBEDDING_DIMENSIONS'>;

/**
 * Brings the database to the newest schema, each migration in a transaction of its own, and returns the names of those that ran.
 * Several processes may call it at once on PostgreSQL: one migrates, the others wait and find nothing to do.
 *
 * @throws Error when the database was set up for other embedding dimensions.
 */
export async function runMigrations(config: MigrationConfig): Promise<string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: config.DATABASE_URL,
    applicationName: 'migrate',
    // One connection: the lock belongs to it, and PGlite would wait for ever on a second one.
    poolSize: 1,
    connectTimeoutMS: 10_000,
    migrations: [...migrations],
    migrationsTableName: LEDGER,
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    logging: false,
  });
  await dataSource.initialize();
  const runner = dataSource.createQueryRunner();
  try {
    return await underLock(runner, config, () => migrate(dataSource, runner, config));
  } finally {
    await runner.release();
    await dataSource.destroy();
  }
}

async function migrate(dataSource: DataSource, runner: QueryRunner, config: MigrationConfig): Promise<string[]> {
  await rememberDimensions(runner, config.EMBEDDING_DIMENSIONS);
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'each';
  const ran = await executor.executePendingMigrations();
  return ran.map((migration) => migration.name);
}

/** A lock of the session, not of a transaction, because each migration is a transaction. PGlite has one session for all: no lock, one process. */
async function underLock<T>(runner: QueryRunner, config: MigrationConfig, work: () => Promise<T>): Promise<T> {
  if (config.DATABASE_KIND === 'pglite') return work();
  await runner.query('SELECT pg_advisory_lock($1)', [LOCK]);
  try {
    return await work();
  } finally {
    await runner.query('SELECT pg_advisory_unlock($1)', [LOCK]);
  }
}

/** Vector columns have a fixed width, so the first run decides it for the life of the database. */
async function rememberDimensions(runner: QueryRunner, dimensions: number): Promise<void> {
  await runner.query('CREATE TABLE IF NOT EXISTS settings (name text PRIMARY KEY, value text NOT NULL)');
  await runner.query(`INSERT INTO settings (name, value) VALUES ('embedding_dimensions', $1) ON CONFLICT DO NOTHING`, [
    String(dimensions),
  ]);
  const recorded = await embeddingDimensions(runner);
  if (recorded !== dimensions) {
    throw new Error(
      `EMBEDDING_DIMENSIONS is ${String(dimensions)}, but this database holds vectors of ${String(recorded)} dimensions. ` +
        'Set it back, or use a new database and ingest the documents again.',
    );
  }
}
