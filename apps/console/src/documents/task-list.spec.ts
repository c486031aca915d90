import { describe, expect, it } from '@jest/globals';
import type { Task } from '@tradewind/contracts';
import { newlySucceeded, pollAfterMs, toneOf } from './task-list.js';

function aTask(task_id: string, status: Task['status'], fields: Partial<Task> = {}): Task {
  return {
    task_id,
    kind: 'rag.ingest',
    status,
    source: 'http://h/a.pdf',
    progress: { stage: 'queued', pages_total: null, pages_done: 0, chunks_total: null, chunks_done: 0, percent: 0 },
    result: null,
    failure: null,
    degraded: [],
    attempts: 0,
    created_at: '2026-01-01T00:00:00Z',
    started_at: null,
    finished_at: null,
    ...fields,
  };
}

describe('pollAfterMs', () => {
  it('looks often only while something moves', () => {
    const ended = [aTask('a', 'succeeded'), aTask('b', 'failed')];
    expect(pollAfterMs([...ended, aTask('c', 'queued')])).toBe(1_000);
    expect(pollAfterMs(ended)).toBe(10_000);
  });
});

describe('newlySucceeded', () => {
  it('notices a task that has succeeded since, and no other change', () => {
    const before = [aTask('a', 'succeeded'), aTask('b', 'running')];
    expect(newlySucceeded(before, [aTask('a', 'succeeded'), aTask('b', 'succeeded')])).toBe(true);
    expect(newlySucceeded(before, [aTask('a', 'succeeded'), aTask('b', 'failed')])).toBe(false);
  });
});

describe('toneOf', () => {
  it('does not call a weaker result a plain success', () => {
    const degraded = [{ stage: 'extracting', reason: 'breaker.open' }];
    expect(toneOf(aTask('a', 'succeeded', { degraded }))).toBe('warning');
    expect(toneOf(aTask('a', 'succeeded'))).toBe('success');
  });
});
