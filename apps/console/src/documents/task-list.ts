import type { Task } from '@tradewind/contracts';

const ACTIVE = new Set<Task['status']>(['queued', 'running']);

export function isActive(task: Task): boolean {
  return ACTIVE.has(task.status);
}

/** How soon to look again, ms: quickly while something moves, seldom otherwise. */
export function pollAfterMs(tasks: readonly Task[]): number {
  return tasks.some(isActive) ? 1_000 : 10_000;
}

/** Whether documents must be fetched again: some task has succeeded since. */
export function newlySucceeded(before: readonly Task[], after: readonly Task[]): boolean {
  const known = new Set(before.filter(({ status }) => status === 'succeeded').map(({ task_id }) => task_id));
  return after.some(({ status, task_id }) => status === 'succeeded' && !known.has(task_id));
}

/** The tint of a task's state. */
export function toneOf(task: Task): 'default' | 'info' | 'success' | 'warning' | 'error' {
  switch (task.status) {
    case 'queued':
      return 'default';
    case 'running':
      return 'info';
    case 'succeeded':
      return task.degraded.length > 0 ? 'warning' : 'success';
    case 'failed':
      return 'error';
    case 'cancelled':
      return 'default';
  }
}
