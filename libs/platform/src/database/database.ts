import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Budget,
  createScope,
  currentScope,
  findScope,
  runInScope,
  type BudgetSnapshot,
  type CallScope,
} from '@tradewind/upstream/core';
import type { DataSource, EntityManager } from 'typeorm';
import { AppError } from '../errors/app-error.js';
import { databaseProblem, databaseUnavailable } from './database-errors.js';
import { TENANT_ROLE } from './migrations/tenant-table.js';
import { runTransaction, withConnection, type TransactionOptions } from './run-transaction.js';
import { ENTER_TENANT, readerIn, tenantReader, type TenantReader } from './tenant-reader.js';

/** Deadline of work outside of any request or task, such as a timer's. */
const SYSTEM_DEADLINE_MS = 60_000;
const SYSTEM = 'system';

export interface DatabaseOptions {
  /** False where the server has one backend for all connections (PGlite): a request to cancel could hit a stranger. */
  canCancel: boolean;
  /** Whether the server answers at all; while it does not, nobody is made to find out by waiting. Default: it does. */
  pulse?: { readonly lost: boolean };
  /** Where reads that may be a moment old go, once it has been reached. Default: nowhere else. */
  replica?: { readonly database: Database | undefined };
}

/**
 * The only door to PostgreSQL. Every use is one transaction on one connection, bounded by the `database` budget and by the
 * deadline of the request or task it works for.
 */
export class Database {
  /** Set while this flow holds a connection: asking for a second one would deadlock a full pool, and PGlite at once. */
  private readonly held = new AsyncLocalStorage<{ open: boolean }>();

  constructor(
    private readonly dataSource: DataSource,
    /** As many permits as the pool has connections, so that waiting happens here, where it is bounded and fair. */
    private readonly budget: Pick<Budget, 'run' | 'snapshot'>,
    private readonly options: DatabaseOptions = { canCancel: true },
  ) {}

  /**
   * Runs `work` in one transaction that sees and writes the rows of one tenant only; PostgreSQL enforces it, whatever the
   * statements say. Inside, use nothing but the given manager.
   *
   * @param options.tenantId whose rows; default: the tenant of the current scope.
   * @throws UpstreamError `capacity.*` when the pool is full, `deadline.exceeded`, `scope.missing`;
   * AppError 503 `database.unavailable`.
   */
  async tenant<T>(work: (manager: EntityManager) => Promise<T>, options: { tenantId?: string } = {}): Promise<T> {
    const tenantId = someTenant(options.tenantId ?? currentScope().tenantId);
    return this.transaction(async (manager, scope) => {
      await manager.query(ENTER_TENANT, [TENANT_ROLE, tenantId, timeout(scope)]);
      return work(manager);
    });
  }

  /**
   * As {@link tenant}, for reads that may miss what was written a moment ago: on the read replica where there is one, and on the primary
   * while the replica is away or takes the rows from under the statement. `work` may therefore run twice and must not write.
   */
  async tenantRead<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.nearest((database) => database.tenant(work));
  }

  /**
   * As {@link tenantRead}, for reads that somebody waits for: each call of the reader is a transaction of its own on the same connection
   * and costs one round trip, where a transaction with BEGIN and COMMIT needs three more. What has to be seen at one moment belongs into
   * one call.
   */
  async reading<T>(work: (reader: TenantReader) => Promise<T>): Promise<T> {
    return this.nearest((database) => database.readingHere(work));
  }

  private async readingHere<T>(work: (reader: TenantReader) => Promise<T>): Promise<T> {
    // With one backend for all connections only a transaction keeps the others out.
    if (!this.options.canCancel) return this.tenant((manager) => work(readerIn(manager)));
    const tenantId = someTenant(currentScope().tenantId);
    return this.permitted((scope, options) =>
      withConnection(this.dataSource, options, (connection) =>
        work(tenantReader(connection, tenantId, () => timeout(scope))),
      ),
    );
  }

  private async nearest<T>(read: (database: Database) => Promise<T>): Promise<T> {
    const replica = this.options.replica?.database;
    if (replica === undefined) return read(this);
    this.assertNoneHeld();
    try {
      return await read(replica);
    } catch (error) {
      if (!isOfTheServer(error)) throw error;
      return read(this);
    }
  }

  /**
   * Runs `work` in one transaction as the owner of the tables, which sees every tenant's rows: for key look-ups, maintenance and
   * statistics across tenants, never for a tenant's request.
   */
  async system<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction(async (manager, scope) => {
      await manager.query(`SELECT set_config('statement_timeout', $1, true)`, [timeout(scope)]);
      return work(manager);
    });
  }

  snapshot(): BudgetSnapshot {
    return this.budget.snapshot();
  }

  /** After the HTTP server and the workers have finished what was in flight. */
  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  private async transaction<T>(work: (manager: EntityManager, scope: CallScope) => Promise<T>): Promise<T> {
    return this.permitted((scope, options) =>
      runTransaction(this.dataSource, options, (manager) => work(manager, scope)),
    );
  }

  /** Runs `work` when it is its turn to have a connection. */
  private async permitted<T>(work: (scope: CallScope, options: TransactionOptions) => Promise<T>): Promise<T> {
    this.assertNoneHeld();
    this.assertAnswering();
    return inSomeScope((scope) =>
      this.budget.run(
        () => {
          // It may have fallen silent while this one waited for its permit.
          this.assertAnswering();
          return this.holding(() => work(scope, { canCancel: this.options.canCancel, deadline: scope.deadline }));
        },
        { scope },
      ),
    );
  }

  private assertNoneHeld(): void {
    if (this.held.getStore()?.open) {
      throw new Error(
        'A transaction is open in this flow: use its own manager instead of asking for a second connection.',
      );
    }
  }

  private assertAnswering(): void {
    if (this.options.pulse?.lost === true) throw databaseUnavailable(new Error('The database does not answer.'));
  }

  private async holding<T>(work: () => Promise<T>): Promise<T> {
    const mark = { open: true };
    try {
      return await this.held.run(mark, work);
    } finally {
      mark.open = false;
    }
  }
}

function someTenant(tenantId: string): string {
  if (tenantId === '' || tenantId === 'anonymous')
    throw new Error('The database needs a tenant: the route is public and no tenantId was given.');
  return tenantId;
}

/** Work of nobody's request, such as a timer's, gets a scope of its own for as long as it takes. */
async function inSomeScope<T>(work: (scope: CallScope) => Promise<T>): Promise<T> {
  const scope = findScope();
  if (scope !== undefined) return work(scope);
  const own = createScope({
    requestId: SYSTEM,
    tenantId: SYSTEM,
    appId: SYSTEM,
    lane: 'batch',
    deadlineMs: SYSTEM_DEADLINE_MS,
  });
  try {
    return await runInScope(own, () => work(own));
  } finally {
    own.deadline.dispose();
  }
}

/** The replica is away, or had to end the statement for what it replays (`database.conflict`): another server may do better. */
function isOfTheServer(error: unknown): boolean {
  const code = error instanceof AppError ? error.code : databaseProblem(error)?.code;
  return code === 'database.unavailable' || code === 'database.conflict';
}

/** PostgreSQL reads 0 as "no limit", so an exhausted deadline still gets a millisecond. */
function timeout(scope: CallScope): string {
  return String(Math.max(1, Math.floor(scope.deadline.remainingMs())));
}
