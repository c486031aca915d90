import { describe, expect, it } from '@jest/globals';
import { Task } from '@tradewind/contracts';
import { percentOf } from './percent.js';
import { toTask, type TaskRow } from './task-row.js';

const row: TaskRow = {
  id: 'task_1',
  tenant_id: 'tnt_1',
  app_id: 'app_1',
  status: 'failed',
  stage: 'parsing',
  source_url: 'https://b.example.com/a.pdf?Signature=secret',
  source: 'https://b.example.com/a.pdf',
  title: null,
  request_hash: 'x',
  idempotency_key: null,
  version: '1',
  document_id: 'doc_1',
  duplicate: false,
  pages_total: 10,
  pages_done: 5,
  pages_extracted: 0,
  chunks_total: null,
  chunks_done: 0,
  products: 0,
  pages_without_text: [],
  dropped_claims: 0,
  degraded: [],
  failure_code: 'document.corrupt',
  attempts: 1,
  setbacks: 0,
  trace_parent: null,
  run_id: null,
  created_at: new Date(0),
  started_at: new Date(1),
  finished_at: null,
};

describe('toTask', () => {
  it('follows the contract and keeps the signature of the link to itself', () => {
    const task = Task.parse(toTask(row));
    expect(task.failure).toEqual({ code: 'document.corrupt', message: expect.any(String), retryable: false });
    expect(task.result).toBeNull();
    expect(JSON.stringify(task)).not.toContain('secret');
  });

  it('has a result only when the task succeeded', () => {
    const task = toTask({ ...row, status: 'succeeded', failure_code: null, chunks_total: 7, products: 3 });
    expect(task.result).toEqual({
      document_id: 'doc_1',
      pages: 10,
      chunks: 7,
      products: 3,
      pages_without_text: [],
      dropped_claims: 0,
      duplicate: false,
    });
    expect(task.progress.percent).toBe(100);
  });
});

describe('percentOf', () => {
  const at = (changes: Partial<TaskRow>): number => percentOf({ ...row, status: 'running', ...changes });

  it('grows with the work done and reaches 100 only with success', () => {
    const steps = [
      at({ pages_total: null, pages_done: 0 }),
      at({}),
      at({ pages_done: 10 }),
      at({ pages_done: 10, chunks_total: 40, chunks_done: 20 }),
      at({ pages_done: 10, chunks_total: 40, chunks_done: 40, pages_extracted: 10 }),
    ];
    expect(steps).toEqual([...steps].sort((one, other) => one - other));
    expect(steps.at(-1)).toBe(99);
  });
});
