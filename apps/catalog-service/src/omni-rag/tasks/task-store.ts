import { Injectable } from '@nestjs/common';
import type { TaskListQuery } from '@tradewind/contracts';
import { conflict, Database, decodeCursor, encodeCursor, notFound } from '@tradewind/platform';
import { currentScope } from '@tradewind/upstream';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { QueueRoom } from '../admission/queue-room.js';
import { rows } from '../store/rows.js';
import { describeFailure, isFailureCode } from './failures.js';
import type { TaskRow } from './task-row.js';

const TaskCursor = z.object({ id: z.string().max(64) });

/** The tenant's side of the task table: look up, cancel, retry. */
@Injectable()
export class TaskStore {
  constructor(
    private readonly database: Database,
    private readonly room: QueueRoom,
  ) {}

  /** @throws AppError 404 `task.not_found` */
  async get(taskId: string): Promise<TaskRow> {
    return this.database.tenant((manager) => this.find(manager, taskId));
  }

  /** Newest first. */
  async list(query: TaskListQuery): Promise<{ tasks: TaskRow[]; nextCursor: string | null }> {
    const after = query.cursor === undefined ? null : decodeCursor(TaskCursor, query.cursor).id;
    const found = await this.database.tenant((manager) =>
      rows<TaskRow>(
        manager,
        `SELECT * FROM rag_tasks
         WHERE ($1::text IS NULL OR id < $1) AND ($2::text[] IS NULL OR status = ANY ($2)) AND ($3::text IS NULL OR document_id = $3)
           AND ($4::timestamptz IS NULL OR created_at > $4) AND ($5::timestamptz IS NULL OR created_at < $5)
         ORDER BY id DESC LIMIT $6`,
        [
          after,
          query.status ?? null,
          query.document_id ?? null,
          query.created_after ?? null,
          query.created_before ?? null,
          query.limit + 1,
        ],
      ),
    );
    const tasks = found.slice(0, query.limit);
    const last = tasks.at(-1);
    return { tasks, nextCursor: found.length > query.limit && last ? encodeCursor({ id: last.id }) : null };
  }

  /**
   * Ends a task that waits or runs, at once and whatever its worker does: from here on the run holds nothing, so none of its
   * writes counts any more, and it stops at its next heartbeat. Cancelling a cancelled task changes nothing.
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
        case 'queued':
          return this.update(
            manager,
            taskId,
            `status = 'cancelled', failure_code = 'task.cancelled', finished_at = now(), run_id = NULL, heartbeat_at = NULL`,
          );
      }
    });
  }

  /**
   * Puts a failed or cancelled task back into the queue. What it had finished before is kept.
   *
   * @throws AppError 404 `task.not_found`, 409 `task.not_retryable`, 429 when the queue is full
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
      const refusal = (await this.room.lock(manager)).take(tenantId);
      if (refusal) throw this.room.refuse(tenantId, refusal);
      const [row] = await rows<TaskRow>(
        manager,
        `UPDATE rag_tasks SET status = 'queued', stage = 'queued', failure_code = NULL, finished_at = NULL,
           setbacks = 0, degraded = '[]', available_at = now(), run_id = NULL
         WHERE id = $1 AND tenant_id = $2 AND status IN ('failed', 'cancelled') RETURNING *`,
        [taskId, tenantId],
      );
      if (!row) throw conflict('task.not_retryable', `Task "${taskId}" is being retried already.`);
      return row;
    });
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
