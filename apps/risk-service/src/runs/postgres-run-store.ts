import { Injectable } from '@nestjs/common';
import { Database } from '@tradewind/platform';
import { currentScope } from '@tradewind/upstream';
import type { JournalEntry } from './journal.js';
import { RunStore, type StoredRun } from './run-store.js';

/** How long a stream can be continued after its run: as long as an idempotency key is remembered. */
const KEEP_HOURS = 24;

interface RunRow {
  entries: JournalEntry[];
  ended: boolean;
  lost: boolean;
}

/** Journals in PostgreSQL, where row-level security keeps tenants apart. */
@Injectable()
export class PostgresRunStore extends RunStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async open(operation: string, id: string, leaseMs: number): Promise<void> {
    await this.database.tenant(async (manager) => {
      await manager.query(`DELETE FROM risk_runs WHERE expires_at < now()`);
      await manager.query(
        `INSERT INTO risk_runs (id, tenant_id, operation, lease_until, expires_at)
         VALUES ($1, $2, $3, now() + $4 * interval '1 millisecond', now() + $5 * interval '1 hour')`,
        [id, currentScope().tenantId, operation, leaseMs, KEEP_HOURS],
      );
    });
  }

  override async append(id: string, entries: readonly JournalEntry[], ended: boolean): Promise<void> {
    await this.database.tenant((manager) =>
      manager.query(`UPDATE risk_runs SET entries = entries || $2::jsonb, ended = $3 WHERE id = $1`, [
        id,
        JSON.stringify(entries),
        ended,
      ]),
    );
  }

  override async read(operation: string, id: string, after: number): Promise<StoredRun | undefined> {
    const [row] = await this.database.tenant((manager) =>
      manager.query<RunRow[]>(
        `SELECT jsonb_path_query_array(entries, '$[*] ? (@.id > $after)', jsonb_build_object('after', $3::int)) AS entries,
                ended, lease_until < now() AS lost
         FROM risk_runs WHERE id = $1 AND operation = $2`,
        [id, operation, after],
      ),
    );
    if (row === undefined) return undefined;
    return { entries: row.entries, state: row.ended ? 'ended' : row.lost ? 'lost' : 'running' };
  }
}
