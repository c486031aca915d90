import type { QueryRunner } from 'typeorm';

/**
 * Creates the approximate nearest-neighbour index of a vector column. Not on the embedded database: there a thousand rows take
 * half a minute to index, while reading all of a demo's vectors takes milliseconds. Queries are the same with and without it.
 */
export async function createNearestIndex(
  runner: QueryRunner,
  name: string,
  table: string,
  column: string,
): Promise<void> {
  const [server] = await runner.manager.query<{ version: string }[]>('SELECT version()');
  if (server?.version.includes('PGlite') === true) return;
  await runner.query(`CREATE INDEX ${name} ON ${table} USING hnsw (${column} halfvec_cosine_ops)`);
}
