import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@tradewind/platform';
import {
  CLEAR_HOURS,
  COUNT_PENDING,
  LOCK,
  MARK_RUN,
  MOVE_LEDGER_START,
  REBUILD_HOURS,
  REMOVE_CALLS,
  TRY_LOCK,
} from './statements.js';

const BATCH_ROWS = 5_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Rows {
  rows: number;
}

/**
 * Hourly statistics of the ledger. One process at a time works on them, whichever comes first; every step is one transaction,
 * so that whoever dies in between leaves nothing half done and nothing counted twice.
 */
@Injectable()
export class UsageStatistics {
  constructor(@Inject(Database) private readonly database: Pick<Database, 'system'>) {}

  /** Counts what is not counted yet, late rows included. Returns how many; 0 also when another process is at it. */
  async update(): Promise<number> {
    let counted = 0;
    for (;;) {
      const rows = await this.database.system(async (manager) => {
        const locked = await manager.query<unknown[]>(TRY_LOCK);
        if (locked.length === 0) return 0;
        const [taken] = await manager.query<Rows[]>(COUNT_PENDING, [BATCH_ROWS]);
        await manager.query(MARK_RUN);
        return taken?.rows ?? 0;
      });
      counted += rows;
      if (rows < BATCH_ROWS) return counted;
    }
  }

  /**
   * Makes the statistics anew from the ledger, as far back as the ledger goes, then counts what waits. Until the first is
   * done, reports show the old ones. Returns how many calls were counted anew (`made`) and for the first time (`added`).
   */
  async rebuild(): Promise<{ made: number; added: number }> {
    const made = await this.database.system(async (manager) => {
      await manager.query(LOCK);
      await manager.query(CLEAR_HOURS);
      const [counted] = await manager.query<Rows[]>(REBUILD_HOURS);
      return counted?.rows ?? 0;
    });
    return { made, added: await this.update() };
  }

  /** Removes single calls that are older than `days`; their statistics stay. Returns how many. */
  async removeCallsOlderThan(days: number, now: Date): Promise<number> {
    const from = new Date(Math.floor((now.getTime() - days * DAY_MS) / HOUR_MS) * HOUR_MS);
    let removed = 0;
    for (;;) {
      const rows = await this.database.system(async (manager) => {
        await manager.query(LOCK);
        await manager.query(MOVE_LEDGER_START, [from]);
        const [gone] = await manager.query<Rows[]>(REMOVE_CALLS, [from, BATCH_ROWS]);
        return gone?.rows ?? 0;
      });
      removed += rows;
      if (rows < BATCH_ROWS) return removed;
    }
  }
}
