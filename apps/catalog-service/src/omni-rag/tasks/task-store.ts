import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  type AppError,
  conflict,
  Database,
  decodeCursor,
  encodeCursor,
  newId,
  notFound,
  tooManyRequests,
} from '@tradewind/platform';
import { currentScope } from '@tradewind/upstream';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { rows } from '../store/rows.js';
import { RecentRefusals } from './recent-refusals.js';
import { describeFailure, isFailureCode } from './failures.js';
import type { TaskRow } from './task-row.js';

/** Serialises what must see the whole queue: admission and retry. The number is arbitrary, but one for the whole product. */
const ADMISSION_LOCK = 7_205_001;
/** A document takes seconds to minutes, so a place in a full queue comes free about as often. */
const FULL_RETRY_AFTER_MS = 5_000;

export interface NewTask {
  url: string;
  /** The link without its query string. */
  source: string;
  title: string | undefined;
  idempotencyKey: string | undefined;
}

const TaskCursor = z.object({ id: z.string().max(64) });

/** The tenant's side of the task table: record, look up, cancel, retry. */
@Injectable()
export class TaskStore {
  private readonly refusals = new RecentRefusals();

  constructor(
    private readonly database: Database,
    @Inject(RAG_CONFIG) private readonly config: RagConfig,
  ) {}

  /**
   * Records a task, or returns the one recorded before under the same idempotency key.
   *
   * @throws AppError 429 `queue.full` or `queue.tenant_quota`; 409 `idempotency.key_reused` when the key came with another request.
   */
  async create(task: NewTask): Promise<TaskRow> {
    const { tenantId, appId } = currentScope();
    if (task.idempotencyKey === undefined) this.refusals.check(tenantId);
    const requestHash = createHash('sha256')
      .update(JSON.stringify([task.url, task.title ?? null]))
      .digest('hex');
    return this.database.system(async (manager) => {
      const earlier = await this.findByKey(manager, tenantId, task.idempotencyKey, requestHash);
      if (earlier) return earlier;
      await this.admit(manager, tenantId);
      // Two requests with one key may both have found nothing; the lock taken by admit lets the second see the first.
      const meanwhile = await this.findByKey(manager, tenantId, task.idempotencyKey, requestHash);
      if (meanwhile) return meanwhile;
      const [row] = await rows<TaskRow>(
        manager,
        `INSERT INTO rag_tasks (id, tenant_id, app_id, source_url, source, title, idempotency_key, request_hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING *`,
        [
          newId('task'),
          tenantId,
          appId,
          task.url,
          task.source,
          task.title ?? null,
          task.idempotencyKey ?? null,
          requestHash,
        ],
      );
      return one(row);
    });
  }

  /** @throws AppError 404 `task.not_found` */
  async get(taskId: string): Promise<TaskRow> {
    return this.database.tenant((manager) => this.find(manager, taskId));
  }

  /** Newest first. */
  async list(limit: number, cursor: string | undefined): Promise<{ tasks: TaskRow[]; nextCursor: string | null }> {
    const after = cursor === undefined ? null : decodeCursor(TaskCursor, cursor).id;
    const found = await this.database.tenant((manager) =>
      rows<TaskRow>(manager, `SELECT * FROM rag_tasks WHERE $1::text IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`, [
        after,
        limit + 1,
      ]),
    );
    const tasks = found.slice(0, limit);
    const last = tasks.at(-1);
    return { tasks, nextCursor: found.length > limit && last ? encodeCursor({ id: last.id }) : null };
  }

  /**
   * A waiting task is cancelled at once, a running one as soon as its worker sees the mark (about a heartbeat later). Cancelling
   * a cancelled task changes nothing.
   *
   * @throws AppError 404 `task.not_found`, 409 `task.finished`
   */
  async cancel(taskId: string): Promise<TaskRow> {
    return this.database.tenant(async (manager) => {
      const task = await this.find(manager, taskId, 'FOR UPDATE');
      switch (task.status) {
        case 'cancelled':
          return task;
        case 'succeeded':
        case 'failed':
          throw conflict(
            'task.finished',
            `Task "${taskId}" has ${task.status} already; there is nothing left to cancel.`,
          );
        case 'running':
          return this.update(manager, taskId, `cancel_requested = true`);
        case 'queued':
          return this.update(
            manager,
            taskId,
            `status = 'cancelled', failure_code = 'task.cancelled', finished_at = now()`,
          );
      }
    });
  }

  /**
   * Puts a failed or cancelled task back into the queue. What it had finished before is kept.
   *
   * @throws AppError 404 `task.not_found`, 409 `task.not_retryable`, 429 like {@link create}
   */
  async retry(taskId: string): Promise<TaskRow> {
    const { tenantId } = currentScope();
    const { status, failure_code: code } = await this.get(taskId);
    const retryable = code !== null && isFailureCode(code) && describeFailure(code).retryable;
    if ((status !== 'failed' && status !== 'cancelled') || !retryable) {
      throw conflict(
        'task.not_retryable',
        `Task "${taskId}" is ${status}${code === null ? '' : ` with ${code}`}: a retry would not change that.`,
      );
    }
    return this.database.system(async (manager) => {
      await this.admit(manager, tenantId);
      const [row] = await rows<TaskRow>(
        manager,
        `UPDATE rag_tasks SET status = 'queued', stage = 'queued', failure_code = NULL, finished_at = NULL, cancel_requested = false,
           setbacks = 0, degraded = '[]', available_at = now(), run_id = NULL
         WHERE id = $1 AND tenant_id = $2 AND status IN ('failed', 'cancelled') RETURNING *`,
        [taskId, tenantId],
      );
      if (!row) throw conflict('task.not_retryable', `Task "${taskId}" is being retried already.`);
      return row;
    });
  }

  /** Holds the queue's caps: one lock makes counting and inserting one step for all replicas. */
  private async admit(manager: EntityManager, tenantId: string): Promise<void> {
    // A full queue is seen before the lock is asked for, so that a flood of refusals does not wait in line.
    await this.refuseWhenFull(manager, tenantId);
    await manager.query(`SELECT pg_advisory_xact_lock($1)`, [ADMISSION_LOCK]);
    await this.refuseWhenFull(manager, tenantId);
  }

  private async refuseWhenFull(manager: EntityManager, tenantId: string): Promise<void> {
    const [counted] = await rows<{ waiting: number; mine: number }>(
      manager,
      `SELECT count(*)::int AS waiting, (count(*) FILTER (WHERE tenant_id = $1))::int AS mine FROM rag_tasks WHERE status = 'queued'`,
      [tenantId],
    );
    const refusal = this.refusalOf(one(counted));
    if (!refusal) return;
    this.refusals.remember(tenantId, refusal);
    throw refusal;
  }

  private refusalOf({ waiting, mine }: { waiting: number; mine: number }): AppError | undefined {
    if (mine >= this.config.RAG_MAX_WAITING_PER_TENANT) {
      const detail = `You have ${String(mine)} documents waiting, as many as one tenant may.`;
      return tooManyRequests('queue.tenant_quota', detail, FULL_RETRY_AFTER_MS);
    }
    if (waiting < this.config.RAG_MAX_WAITING) return undefined;
    return tooManyRequests('queue.full', 'As many documents are waiting as may wait in all.', FULL_RETRY_AFTER_MS);
  }

  private async findByKey(
    manager: EntityManager,
    tenantId: string,
    key: string | undefined,
    requestHash: string,
  ): Promise<TaskRow | undefined> {
    if (key === undefined) return undefined;
    const [row] = await rows<TaskRow>(
      manager,
      `SELECT * FROM rag_tasks WHERE tenant_id = $1 AND idempotency_key = $2`,
      [tenantId, key],
    );
    if (row && row.request_hash !== requestHash) {
      throw conflict('idempotency.key_reused', 'This Idempotency-Key was used for a different request before.');
    }
    return row;
  }

  private async find(manager: EntityManager, taskId: string, lock: '' | 'FOR UPDATE' = ''): Promise<TaskRow> {
    const [row] = await rows<TaskRow>(manager, `SELECT * FROM rag_tasks WHERE id = $1 ${lock}`, [taskId]);
    if (!row) throw notFound('task', taskId);
    return row;
  }

  private async update(manager: EntityManager, taskId: string, assignments: string): Promise<TaskRow> {
    const [row] = await rows<TaskRow>(manager, `UPDATE rag_tasks SET ${assignments} WHERE id = $1 RETURNING *`, [
      taskId,
    ]);
    return one(row);
  }
}

function one<T>(row: T | undefined): T {
  if (row === undefined) throw new Error('The statement was expected to return a row.');
  return row;
}
