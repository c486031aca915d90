import type { Degradation, Task, TaskStage } from '@tradewind/contracts';
import { describeFailure, isFailureCode } from './failures.js';
import { percentOf, type TaskCounters } from './percent.js';

/** A row of `rag_tasks` as the driver gives it. */
export interface TaskRow extends TaskCounters {
  id: string;
  tenant_id: string;
  app_id: string;
  stage: TaskStage;
  source_url: string;
  source: string;
  title: string | null;
  request_hash: string;
  idempotency_key: string | null;
  /** Grows with every change a caller can see. */
  version: string;
  document_id: string | null;
  duplicate: boolean;
  products: number;
  pages_without_text: number[];
  dropped_claims: number;
  degraded: Degradation[];
  failure_code: string | null;
  attempts: number;
  setbacks: number;
  run_id: string | null;
  /** Of the request that posted it; null where that was not traced. */
  trace_parent: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

/** What a caller sees of a task; the link's query string, which may hold a signature, stays inside. */
export function toTask(row: TaskRow): Task {
  return {
    task_id: row.id,
    kind: 'rag.ingest',
    status: row.status,
    source: row.source,
    progress: {
      stage: row.stage,
      pages_total: row.pages_total,
      pages_done: row.pages_done,
      chunks_total: row.chunks_total,
      chunks_done: row.chunks_done,
      percent: percentOf(row),
    },
    result:
      row.status === 'succeeded' && row.document_id !== null
        ? {
            document_id: row.document_id,
            pages: row.pages_total ?? 0,
            chunks: row.chunks_total ?? 0,
            products: row.products,
            pages_without_text: row.pages_without_text,
            dropped_claims: row.dropped_claims,
            duplicate: row.duplicate,
          }
        : null,
    failure: failureOf(row),
    degraded: row.degraded,
    attempts: row.attempts,
    created_at: row.created_at.toISOString(),
    started_at: row.started_at?.toISOString() ?? null,
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}

function failureOf(row: TaskRow): Task['failure'] {
  if (row.failure_code === null) return null;
  return describeFailure(isFailureCode(row.failure_code) ? row.failure_code : 'task.internal_error');
}
