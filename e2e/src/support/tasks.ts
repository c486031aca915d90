import { Task, TaskAccepted } from '@tradewind/contracts';
import { call, until } from './product.js';
import { sampleUrl } from './sandbox.js';

export async function postDocument(file: string, key?: string): Promise<string> {
  const answer = await call('/rag/ingest', { body: { url: sampleUrl(file) }, key });
  if (answer.status !== 202) throw new Error(`${file} was not accepted: ${JSON.stringify(answer.body)}`);
  return TaskAccepted.parse(answer.body).task_id;
}

export async function readTask(taskId: string, key?: string): Promise<Task> {
  return Task.parse((await call(`/tasks/${taskId}`, { key })).body);
}

/** Polls as a front end would, until the task has ended one way or the other. */
export function finishedTask(taskId: string, key?: string, timeoutMs = 45_000): Promise<Task> {
  return until(
    () => readTask(taskId, key),
    (task) => !['queued', 'running'].includes(task.status),
    timeoutMs,
  );
}
