import type { QueryRunner } from 'typeorm';

/** The width of every vector column, as recorded before the first migration ran. */
export async function embeddingDimensions(runner: QueryRunner): Promise<number> {
  const rows: { value: string }[] = await runner.manager.query(
    `SELECT value FROM settings WHERE name = 'embedding_dimensions'`,
  );
  const value = Number(rows[0]?.value);
  if (!Number.isSafeInteger(value)) throw new Error('The embedding dimensions of this database are not recorded.');
  return value;
}
