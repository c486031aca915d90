import { Inject, Injectable } from '@nestjs/common';
import { Database, newId } from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { rows } from '../store/rows.js';
import { inControlScope } from './control-scope.js';
import type { FailureCode } from './failures.js';
import type { TaskRow } from './task-row.js';

/** Makes claims one after the other, so that each sees what the one before it gave to whom. Arbitrary, unlike the admission lock. */
const CLAIM_LOCK = 7_205_002;
/** Runs that ended without any progress; past this a task is taken for the cause and given up. */
export const MAX_SETBACKS = 10;

/** A task in the hands of this process; `run_id` proves it in every later write. */
export type ClaimedTask = TaskRow & { run_id: string };

/** What is open, for the reconciler and the metrics. */
export interface OpenTasks {
  waiting: number;
  running: number;
  /** Running tasks whose worker has not been heard of for a lease. */
  orphaned: number;
  oldestWaitSeconds: number;
}

/**
 * Decides which task is worked on next.
 *
 * The queue does not: a job in BullMQ only says "there is work", and whichever worker takes it asks here. So the choice is made
 * at the last moment, with everything known, and fairness needs no bookkeeping in the queue: the tenant with the fewest
 * running documents comes first, among equals the one served longest ago, and inside a tenant the oldest task. One tenant's
 * thousand documents delay another tenant's one by no more than the documents running already. It also makes losing the queue harmless:
 * any job stands for any task.
 */
@Injectable()
export class TaskClaims {
  constructor(
    private readonly database: Database,
    @Inject(RAG_CONFIG) private readonly config: RagConfig,
  ) {}

  /** Takes the next task, or undefined when none may run now. Tasks that cannot run any more are closed on the way. */
  async next(): Promise<ClaimedTask | undefined> {
    for (;;) {
      const outcome = await inControlScope(() =>
        this.database.system(async (manager) => {
          await manager.query(`SELECT pg_advisory_xact_lock($1)`, [CLAIM_LOCK]);
          const candidate = await this.candidate(manager);
          if (!candidate) return undefined;
          const end = this.endOf(candidate);
          if (end) {
            await close(manager, candidate.id, end);
            return 'closed';
          }
          return this.claim(manager, candidate);
        }),
      );
      if (outcome !== 'closed') return outcome;
    }
  }

  async open(): Promise<OpenTasks> {
    return inControlScope(() =>
      this.database.system(async (manager) => {
        const [counts] = await rows<OpenTasks>(
          manager,
          `SELECT (count(*) FILTER (WHERE status = 'queued'))::int AS waiting,
                (count(*) FILTER (WHERE status = 'running'))::int AS running,
                (count(*) FILTER (WHERE status = 'running' AND heartbeat_at < now() - make_interval(secs => $1)))::int AS orphaned,
                coalesce(extract(epoch FROM now() - min(created_at) FILTER (WHERE status = 'queued')), 0)::float8 AS "oldestWaitSeconds"
         FROM rag_tasks WHERE status IN ('queued', 'running')`,
          [this.config.RAG_LEASE_MS / 1_000],
        );
        return counts ?? { waiting: 0, running: 0, orphaned: 0, oldestWaitSeconds: 0 };
      }),
    );
  }

  private async candidate(manager: EntityManager): Promise<TaskRow | undefined> {
    const [row] = await rows<TaskRow>(
      manager,
      `WITH open AS (
         SELECT id, tenant_id, created_at,
                status = 'running' AND heartbeat_at >= now() - make_interval(secs => $1) AS alive,
                status = 'running' OR available_at <= now() AS due
         FROM rag_tasks WHERE status IN ('queued', 'running')
       ), heads AS (
         SELECT DISTINCT ON (tenant_id) tenant_id, id, created_at FROM open
         WHERE due AND NOT alive ORDER BY tenant_id, created_at, id
       )
       SELECT task.* FROM heads JOIN rag_tasks task ON task.id = heads.id
       ORDER BY (SELECT count(*) FROM open WHERE open.tenant_id = heads.tenant_id AND alive),
                (SELECT claimed_at FROM rag_tasks served WHERE served.tenant_id = heads.tenant_id AND claimed_at IS NOT NULL
                 ORDER BY claimed_at DESC LIMIT 1) NULLS FIRST,
                heads.created_at, heads.id
       LIMIT 1`,
      [this.config.RAG_LEASE_MS / 1_000],
    );
    return row;
  }

  private endOf(task: TaskRow): FailureCode | undefined {
    if (task.setbacks >= MAX_SETBACKS) return 'task.crashed';
    return undefined;
  }

  private async claim(manager: EntityManager, task: TaskRow): Promise<ClaimedTask> {
    const runId = newId('run');
    // A task that is still "running" here lost its worker: that run was a setback.
    const [row] = await rows<TaskRow>(
      manager,
      `UPDATE rag_tasks SET status = 'running', run_id = $2, heartbeat_at = now(), claimed_at = clock_timestamp(),
         attempts = attempts + 1, setbacks = setbacks + (status = 'running')::int, started_at = coalesce(started_at, now())
       WHERE id = $1 RETURNING *`,
      [task.id, runId],
    );
    if (!row) throw new Error(`Task ${task.id} vanished while it was locked.`);
    return { ...row, run_id: runId };
  }
}

async function close(manager: EntityManager, taskId: string, code: FailureCode): Promise<void> {
  await manager.query(
    `UPDATE rag_tasks SET status = 'failed', failure_code = $2, finished_at = now(), run_id = NULL WHERE id = $1`,
    [taskId, code],
  );
}
