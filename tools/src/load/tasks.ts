import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';

const LOOK_MS = 250;

/** Waits until the tasks have all succeeded; resolves with those that have not after `timeoutMs`, and what became of them. */
export async function unfinished(
  database: pg.Client,
  tasks: readonly string[],
  timeoutMs: number,
): Promise<{ id: string; status: string }[]> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const { rows } = await database.query<{ id: string; status: string }>(
      `SELECT asked.id, coalesce(t.status, 'missing') AS status FROM unnest($1::text[]) AS asked (id)
       LEFT JOIN rag_tasks t ON t.id = asked.id WHERE t.status IS DISTINCT FROM 'succeeded'`,
      [tasks],
    );
    const open = rows.some(({ status }) => status === 'queued' || status === 'running');
    if (!open || performance.now() > until) return rows;
    await delay(LOOK_MS);
  }
}
