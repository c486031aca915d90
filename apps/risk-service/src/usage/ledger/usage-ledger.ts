import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { AppError, Database } from '@tradewind/platform';
import { createScope, runInScope } from '@tradewind/upstream';
import { GroupCommit } from './group-commit.js';
import { INSERT_ROWS } from './insert-rows.js';
import type { UsageRow } from './usage-row.js';

const MAX_BATCH_ROWS = 500;
const MAX_PENDING_ROWS = 10_000;
const ACK_TIMEOUT_MS = 5_000;
const RETRY_DELAY_MS = 500;
const WRITE_DEADLINE_MS = 10_000;

/** SQLSTATE classes that blame the row: data exceptions and violated constraints. */
const ROW_AT_FAULT = /^2[23]/;

/**
 * The usage ledger. A call's row is committed to PostgreSQL before the end of its answer is sent, so a crash cannot lose
 * what a client has seen finished; calls that end together share one transaction. Inserting by id makes a repeated write
 * harmless when a commit's own answer got lost.
 */
@Injectable()
export class UsageLedger implements OnApplicationShutdown {
  private readonly logger = new Logger(UsageLedger.name);
  private readonly commits: GroupCommit<UsageRow>;
  private failing = false;

  constructor(database: Database) {
    this.commits = new GroupCommit<UsageRow>({
      maxBatchRows: MAX_BATCH_ROWS,
      maxPendingRows: MAX_PENDING_ROWS,
      ackTimeoutMs: ACK_TIMEOUT_MS,
      retryDelayMs: RETRY_DELAY_MS,
      isPermanent: (error) => ROW_AT_FAULT.test(sqlState(error)),
      onError: (error, rows) => {
        this.report(error, rows);
      },
      write: (rows) => {
        // A scope of its own: the caller whose row happens to be first may have left, and its deadline with it.
        const scope = createScope({
          requestId: 'ledger',
          tenantId: 'system',
          appId: 'system',
          deadlineMs: WRITE_DEADLINE_MS,
        });
        return runInScope(scope, async () => {
          try {
            await database.system((manager) => manager.query(INSERT_ROWS, [JSON.stringify(rows)]));
            this.failing = false;
          } finally {
            scope.deadline.dispose();
          }
        });
      },
    });
  }

  /** Refuses new work while rows pile up unwritten. @throws AppError `ledger.unavailable` */
  assertAccepting(): void {
    if (!this.commits.accepting) throw unavailable();
  }

  /** Resolves when the row is committed. @throws AppError `ledger.unavailable` when it is not, yet */
  async append(row: UsageRow): Promise<void> {
    try {
      await this.commits.append(row);
    } catch (error) {
      throw unavailable(error);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.commits.close();
    if (this.commits.pendingRows > 0)
      this.logger.error(`${String(this.commits.pendingRows)} usage rows could not be written.`);
  }

  /** One line per outage, not one per attempt; a row that is given up is always logged whole. */
  private report(error: unknown, rows: readonly UsageRow[]): void {
    const [row] = rows;
    if (rows.length === 1 && ROW_AT_FAULT.test(sqlState(error))) {
      this.logger.error({ err: error, row }, 'A usage row cannot be stored and is dropped.');
    } else if (!this.failing) {
      this.failing = true;
      this.logger.warn({ err: error, rows: rows.length }, 'Usage rows cannot be written; trying again.');
    }
  }
}

function unavailable(cause?: unknown): AppError {
  return new AppError({
    code: 'ledger.unavailable',
    status: 503,
    detail: 'Usage cannot be recorded at the moment. Try again shortly.',
    retryAfterMs: 1_000,
    cause,
  });
}

function sqlState(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
