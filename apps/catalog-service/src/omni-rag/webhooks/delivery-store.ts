import { Injectable } from '@nestjs/common';
import { Database } from '@tradewind/platform';
import { rows } from '../store/rows.js';
import { inControlScope } from '../tasks/control-scope.js';
import type { TaskRow } from '../tasks/task-row.js';

/** A call that is owed to a tenant's address. */
export interface Delivery {
  id: string;
  tenant_id: string;
  task_id: string;
  url: string;
  secret: string;
  /** The task as it was when it ended. */
  task: TaskRow;
  /** This one included. */
  attempts: number;
}

/** A row as PostgreSQL writes it into JSON: times are text, and so is nothing else. */
type StoredTask = Omit<TaskRow, 'created_at' | 'started_at' | 'finished_at'> & {
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
};

/** A delivery in the hands of a worker that died is taken up again after this. */
const CLAIM_SECONDS = 60;
/** Ended deliveries are kept for questions, not for ever. */
const KEPT_DAYS = 7;

@Injectable()
export class DeliveryStore {
  constructor(private readonly database: Database) {}

  /** Takes deliveries that are due; no other worker gets them for a minute. */
  async claim(limit: number): Promise<Delivery[]> {
    const found = await this.system((manager) =>
      rows<Omit<Delivery, 'task'> & { task: StoredTask }>(
        manager,
        `UPDATE rag_webhook_deliveries SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => $2)
         WHERE id IN (
           SELECT id FROM rag_webhook_deliveries WHERE state = 'pending' AND next_attempt_at <= now()
           ORDER BY next_attempt_at LIMIT $1 FOR UPDATE SKIP LOCKED
         ) RETURNING id, tenant_id, task_id, url, secret, task, attempts`,
        [limit, CLAIM_SECONDS],
      ),
    );
    return found.map((row) => ({ ...row, task: restored(row.task) }));
  }

  async delivered(id: string): Promise<void> {
    await this.system((manager) =>
      manager.query(`UPDATE rag_webhook_deliveries SET state = 'delivered', last_error = NULL WHERE id = $1`, [id]),
    );
  }

  /** @param retryInMs undefined gives up. */
  async refused(id: string, error: string, retryInMs: number | undefined): Promise<void> {
    await this.system((manager) =>
      manager.query(
        `UPDATE rag_webhook_deliveries SET last_error = $2, state = CASE WHEN $3::float8 IS NULL THEN 'failed' ELSE state END,
           next_attempt_at = now() + make_interval(secs => coalesce($3::float8, 0)) WHERE id = $1`,
        [id, error, retryInMs === undefined ? null : retryInMs / 1_000],
      ),
    );
  }

  async forgetOld(): Promise<void> {
    await this.system((manager) =>
      manager.query(
        `DELETE FROM rag_webhook_deliveries WHERE state <> 'pending' AND created_at < now() - make_interval(days => $1)`,
        [KEPT_DAYS],
      ),
    );
  }

  private system<T>(work: Parameters<typeof this.database.system<T>>[0]): Promise<T> {
    return inControlScope(() => this.database.system(work));
  }
}

function restored(task: StoredTask): TaskRow {
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return {
    ...task,
    created_at: new Date(task.created_at),
    started_at: date(task.started_at),
    finished_at: date(task.finished_at),
  };
}
