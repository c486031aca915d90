import { randomBytes } from 'node:crypto';
import { Database, runMigrations } from '@tradewind/platform';
import { Budget } from '@tradewind/upstream';
import { DataSource } from 'typeorm';

const CONNECTIONS = 8;

export interface RealDatabase {
  database: Database;
  /** The owner's view, without row-level security. */
  owner: DataSource;
  drop(): Promise<void>;
}

/** A database of its own on the server of `DATABASE_URL`, migrated. */
export async function createRealDatabase(): Promise<RealDatabase> {
  const server = process.env['DATABASE_URL'];
  if (server === undefined)
    throw new Error('DATABASE_URL must name a PostgreSQL server on which databases may be created.');
  const name = `deal_brain_${randomBytes(6).toString('hex')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  await runMigrations({ DATABASE_URL: url.href, DATABASE_KIND: 'postgres', EMBEDDING_DIMENSIONS: 384 });
  const owner = await new DataSource({
    type: 'postgres',
    url: url.href,
    poolSize: CONNECTIONS,
    installExtensions: false,
  }).initialize();
  const budget = new Budget('database', {
    limit: CONNECTIONS,
    queue: { maxWaiting: 100, maxWaitMs: 10_000, mode: 'reject-newest' },
  });
  return {
    database: new Database(owner, budget),
    owner,
    drop: async () => {
      await owner.destroy();
      await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const server = await new DataSource({ type: 'postgres', url, poolSize: 1, installExtensions: false }).initialize();
  try {
    await server.query(statement);
  } finally {
    await server.destroy();
  }
}
