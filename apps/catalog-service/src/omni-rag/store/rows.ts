import type { EntityManager } from 'typeorm';

/**
 * Runs one statement and returns its rows, for UPDATE and DELETE … RETURNING as well, where `EntityManager.query`
 * answers with a pair instead.
 */
export async function rows<R>(manager: EntityManager, sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
  const answer = await manager.query<R[] | [R[], number]>(sql, [...parameters]);
  const [first, second] = answer;
  return Array.isArray(first) && typeof second === 'number' ? first : (answer as R[]);
}
