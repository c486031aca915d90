import type { Deadline } from '@tradewind/upstream/core';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { breakConnection } from './break-connection.js';
import { cancellable } from './cancellable.js';

/** So long after the deadline a server that is alive has ended what was asked of it, of its own accord or because it was told to. */
const SILENT_AFTER_MS = 2_000;

export interface TransactionOptions {
  /** When it ends, so does the statement that is running. */
  deadline: Deadline;
  /** False where the server has one backend for all connections (PGlite): a request to cancel could hit a stranger. */
  canCancel: boolean;
}

/** One transaction on one connection of the pool: committed when `work` resolves, rolled back when it rejects. */
export async function runTransaction<T>(
  dataSource: DataSource,
  options: TransactionOptions,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  return withRunner(dataSource, options, (runner, guarded) =>
    transact(runner, () => guarded(() => work(runner.manager))),
  );
}

/** One connection of the pool, outside of any transaction. What it is at when the deadline ends is cancelled. */
export async function withConnection<T>(
  dataSource: DataSource,
  options: TransactionOptions,
  work: (connection: unknown) => Promise<T>,
): Promise<T> {
  return withRunner(dataSource, options, (_, guarded, connection) => guarded(() => work(connection)));
}

type Guard = <T>(work: () => Promise<T>) => Promise<T>;

async function withRunner<T>(
  dataSource: DataSource,
  { deadline, canCancel }: TransactionOptions,
  work: (runner: QueryRunner, guarded: Guard, connection: unknown) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    const connection: unknown = await runner.connect();
    if (!canCancel) return await work(runner, (own) => own(), connection);
    const heard = breakWhenSilent(connection, deadline);
    try {
      return await work(runner, (own) => cancellable(connection, deadline, own), connection);
    } finally {
      heard();
    }
  } finally {
    await runner.release();
  }
}

async function transact<T>(runner: QueryRunner, work: () => Promise<T>): Promise<T> {
  await runner.startTransaction();
  try {
    const result = await work();
    await runner.commitTransaction();
    return result;
  } catch (error) {
    await rollBack(runner);
    throw error;
  }
}

/**
 * A connection on which nothing has come back so long after the deadline leads nowhere: it is broken, so that its permit returns.
 *
 * @returns how to stop watching
 */
function breakWhenSilent(connection: unknown, deadline: Deadline): () => void {
  let timer: NodeJS.Timeout | undefined;
  const listener = {
    onAbort: (): void => {
      timer = setTimeout(() => {
        breakConnection(connection);
      }, SILENT_AFTER_MS);
    },
  };
  deadline.listen(listener);
  return () => {
    deadline.unlisten(listener);
    clearTimeout(timer);
  };
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
