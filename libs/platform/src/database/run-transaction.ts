import type { Deadline } from '@tradewind/upstream/core';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { cancellable } from './cancellable.js';

export interface TransactionOptions {
  /** When it ends, so does the statement that is running. */
  deadline: Deadline;
  /** False where the server has one backend for all connections (PGlite): a request to cancel could hit a stranger. */
  canCancel: boolean;
}

/** One transaction on one connection of the pool: committed when `work` resolves, rolled back when it rejects. */
export async function runTransaction<T>(
  dataSource: DataSource,
  { deadline, canCancel }: TransactionOptions,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    const connection: unknown = await runner.connect();
    await runner.startTransaction();
    try {
      const result = canCancel
        ? await cancellable(connection, deadline, () => work(runner.manager))
        : await work(runner.manager);
      await runner.commitTransaction();
      return result;
    } catch (error) {
      await rollBack(runner);
      throw error;
    }
  } finally {
    await runner.release();
  }
}

/** What went wrong before is what the caller should hear of. A connection that was lost needs no rollback. */
async function rollBack(runner: QueryRunner): Promise<void> {
  if (!runner.isTransactionActive) return;
  try {
    await runner.rollbackTransaction();
  } catch {
    // A request to cancel that came late hits this statement at the worst: the next try gets through.
    await runner.rollbackTransaction().catch(() => undefined);
  }
}
