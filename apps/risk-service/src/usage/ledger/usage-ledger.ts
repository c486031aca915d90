import { Inject, Injectable, Logger, Optional, type OnApplicationShutdown } from '@nestjs/common';
import { AppError, Database } from '@tradewind/platform';
import { createScope, runInScope } from '@tradewind/upstream';
import type { Segment } from '../journal/segment.js';
import { UsageJournal } from '../journal/usage-journal.js';
import { GroupCommit } from './group-commit.js';
import { INSERT_ROWS, type DaySpend } from './insert-rows.js';
import type { UsageRow } from './usage-row.js';

const MAX_BATCH_ROWS = 500;
const MAX_PENDING_ROWS = 10_000;
const ACK_TIMEOUT_MS = 5_000;
const RETRY_DELAY_MS = 500;
const WRITE_DEADLINE_MS = 10_000;
/** With a journal nobody waits for the database, so that rows may wait for each other. */
const LINGER_MS = 100;

/** SQLSTATE classes that blame the row: data exceptions and violated constraints. */
const ROW_AT_FAULT = /^2[23]/;

type SpendListener = (spends: readonly DaySpend[]) => void;

/**
 * The usage ledger. A call's row is safe from a crash of this process before the end of its answer is sent: in the journal,
 * from where it goes to PostgreSQL together with others, or, where there is no journal or it cannot be written, in
 * PostgreSQL itself. Inserting by id makes a repeated write harmless.
 */
@Injectable()
export class UsageLedger implements OnApplicationShutdown {
  private readonly logger = new Logger(UsageLedger.name);
  private readonly commits: GroupCommit<string>;
  private readonly listeners = new Set<SpendListener>();
  private failing = false;
  private journalFailing = false;

  constructor(
    private readonly database: Database,
    @Optional() @Inject(UsageJournal) private readonly journal?: UsageJournal,
  ) {
    this.commits = new GroupCommit<string>({
      maxBatchRows: MAX_BATCH_ROWS,
      maxPendingRows: MAX_PENDING_ROWS,
      ackTimeoutMs: ACK_TIMEOUT_MS,
      retryDelayMs: RETRY_DELAY_MS,
      lingerMs: journal === undefined ? 0 : LINGER_MS,
      isPermanent: (error) => ROW_AT_FAULT.test(sqlState(error)),
      onError: (error, lines) => {
        this.report(error, lines);
      },
      write: (lines) => this.write(lines),
    });
  }

  /** Refuses new work while rows pile up unwritten. @throws AppError `ledger.unavailable` */
  assertAccepting(): void {
    if (!this.commits.accepting) throw unavailable();
  }

  /**
   * Takes a row. Returns nothing when it is safe already, else a promise of it.
   *
   * @param onStored told when the row is in PostgreSQL, or when it never will be
   * @throws AppError `ledger.unavailable` when it is not safe, yet
   */
  append(row: UsageRow, onStored?: () => void): Promise<void> | undefined {
    const line = JSON.stringify(row);
    const segment = this.journaled(line);
    if (segment === undefined) return this.store(line).finally(onStored);
    this.commits.enqueue(line, () => {
      segment.stored();
      onStored?.();
    });
    return undefined;
  }

  /** Resolves when a line is in PostgreSQL; one that is there already stays as it is. @throws AppError `ledger.unavailable` */
  async store(line: string): Promise<void> {
    try {
      await this.commits.append(line);
    } catch (error) {
      throw unavailable(error);
    }
  }

  /** Calls back with what apps have spent, fleet-wide, whenever rows of this process have added to it. */
  onSpend(listener: SpendListener): void {
    this.listeners.add(listener);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.commits.close();
    this.journal?.close();
    if (this.commits.pendingRows === 0) return;
    const fate = this.journal === undefined ? 'could not be written.' : 'stay in the journal for the next start.';
    this.logger.error(`${String(this.commits.pendingRows)} usage rows ${fate}`);
  }

  private journaled(line: string): Segment | undefined {
    if (this.journal === undefined) return undefined;
    try {
      const segment = this.journal.write(line);
      this.journalFailing = false;
      return segment;
    } catch (error) {
      if (!this.journalFailing) {
        this.logger.error({
          err: error,
          msg: 'The usage journal cannot be written: calls wait for the database instead.',
        });
      }
      this.journalFailing = true;
      return undefined;
    }
  }

  private async write(lines: readonly string[]): Promise<void> {
    // A scope of its own: the caller whose row happens to be first may have left, and its deadline with it.
    const scope = createScope({
      requestId: 'ledger',
      tenantId: 'system',
      appId: 'system',
      deadlineMs: WRITE_DEADLINE_MS,
    });
    try {
      const spends = await runInScope(scope, () =>
        this.database.system((manager) => manager.query<DaySpend[]>(INSERT_ROWS, [`[${lines.join(',')}]`])),
      );
      this.failing = false;
      for (const listener of this.listeners) listener(spends);
    } finally {
      scope.deadline.dispose();
    }
  }

  /** One line per outage, not one per attempt; a row that is given up is always logged whole. */
  private report(error: unknown, lines: readonly string[]): void {
    if (lines.length === 1 && ROW_AT_FAULT.test(sqlState(error))) {
      this.logger.error({ err: error, row: lines[0], msg: 'A usage row cannot be stored and is dropped.' });
    } else if (!this.failing) {
      this.failing = true;
      this.logger.warn({ err: error, rows: lines.length, msg: 'Usage rows cannot be written; trying again.' });
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
