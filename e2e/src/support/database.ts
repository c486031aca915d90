import pg from 'pg';
import { product } from './product.js';

/** Runs `work` in a transaction of the tables' owner that is always rolled back. No HTTP inside: the embedded database has one connection. */
export async function rolledBack<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: product().databaseUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    return await work(client);
  } finally {
    await client.query('ROLLBACK');
    await client.end();
  }
}
