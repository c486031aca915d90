import type { Degradation, TaskStage } from '@tradewind/contracts';
import type { Database } from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import { patiently } from '../store/patiently.js';
import { rows } from '../store/rows.js';
import { inControlScope } from './control-scope.js';
import type { FailureCode } from './failures.js';
import type { ClaimedTask } from './task-claims.js';

/** Another worker has the task now, or it was closed: whatever this run still wants to write must not be written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** What a run may change of its task; what is left out stays as it is. */
export interface TaskChange {
  stage?: TaskStage;
  documentId?: string;
  duplicate?: boolean;
  pagesTotal?: number;
  pagesDone?: number;
  pagesExtracted?: number;
  chunksTotal?: number;
  chunksDone?: number;
  products?: number;
  pagesWithoutText?: readonly number[];
  droppedClaims?: number;
  degraded?: readonly Degradation[];
}

/** Batches finish in any order, so what counts upwards never goes back. */
const COLUMNS: Record<keyof TaskChange, { column: string; onlyUp?: true }> = {
  stage: { column: 'stage' },
  documentId: { column: 'document_id' },
  duplicate: { column: 'duplicate' },
  pagesTotal: { column: 'pages_total' },
  pagesDone: { column: 'pages_done', onlyUp: true },
  pagesExtracted: { column: 'pages_extracted', onlyUp: true },
  chunksTotal: { column: 'chunks_total' },
  chunksDone: { column: 'chunks_done', onlyUp: true },
  products: { column: 'products' },
  pagesWithoutText: { column: 'pages_without_text' },
  droppedClaims: { column: 'dropped_claims' },
  degraded: { column: 'degraded' },
};
/** $1 is the task, $2 the run. */
const FIRST_PARAMETER = 3;

function assignmentsOf(change: TaskChange, always: readonly string[]): [assignments: string, values: unknown[]] {
  const entries = Object.entries(change) as [keyof TaskChange, unknown][];
  const assignments = entries.map(([key], index) => {
    const { column, onlyUp } = COLUMNS[key];
    const parameter = `$${String(index + FIRST_PARAMETER)}`;
    return onlyUp ? `${column} = greatest(${column}, ${parameter}::int)` : `${column} = ${parameter}`;
  });
  const values = entries.map(([key, value]) => (key === 'degraded' ? JSON.stringify(value) : value));
  return [[...always, ...assignments].join(', '), values];
}

/**
 * One run of a task by one worker. Every write is fenced by the run's id, so a worker that was frozen and outlived its lease
 * cannot disturb its successor.
 */
export class TaskRun {
  constructor(
    private readonly database: Database,
    readonly task: ClaimedTask,
  ) {}

  /** Tells where the task is, without claiming that anything was finished. */
  async note(change: TaskChange): Promise<void> {
    await patiently(() => this.database.system((manager) => this.write(manager, ...assignmentsOf(change, []))));
  }

  /**
   * Records finished work inside the transaction that stores it, so that both are committed or neither. Finished work is also
   * the proof that the task does not run in circles: it forgives earlier setbacks.
   */
  async checkpoint(manager: EntityManager, change: TaskChange): Promise<void> {
    await this.write(manager, ...assignmentsOf(change, ['setbacks = 0']));
  }

  async succeed(): Promise<void> {
    await this.end(`status = 'succeeded', stage = 'done', finished_at = now()`);
  }

  async fail(code: FailureCode): Promise<void> {
    await this.end(`status = 'failed', failure_code = $3, finished_at = now()`, [code]);
  }

  /** Puts the task back into the queue, to be taken up again no sooner than in `delayMs`. */
  async handBack(options: { delayMs: number; setback: boolean }): Promise<void> {
    await this.end(
      `status = 'queued', available_at = now() + make_interval(secs => $3), setbacks = setbacks + $4::int`,
      [options.delayMs / 1_000, options.setback ? 1 : 0],
    );
  }

  private async end(assignments: string, values: readonly unknown[] = []): Promise<void> {
    const last = `${assignments}, run_id = NULL, heartbeat_at = NULL`;
    await inControlScope(() => patiently(() => this.database.system((manager) => this.write(manager, last, values))));
  }

  private async write(manager: EntityManager, assignments: string, values: readonly unknown[]): Promise<void> {
    const written = await rows(
      manager,
      `UPDATE rag_tasks SET ${assignments} WHERE id = $1 AND run_id = $2 AND status = 'running' RETURNING id`,
      [this.task.id, this.task.run_id, ...values],
    );
    if (written.length === 0)
      throw new LeaseLost(`Run ${this.task.run_id} does not hold task ${this.task.id} any more.`);
  }
}
