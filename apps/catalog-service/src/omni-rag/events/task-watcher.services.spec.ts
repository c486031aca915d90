import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { TaskWatcher } from './task-watcher.js';

describe('TaskWatcher', () => {
  let real: TestDatabase;

  beforeAll(async () => {
    real = await createTestDatabase();
    await real.dataSource.query(
      `INSERT INTO rag_tasks (id, tenant_id, app_id, source_url, source, request_hash)
       SELECT 'task_' || n, 'tenant_a', 'app', 'https://x/', 'https://x/', '' FROM generate_series(1, 2) AS n`,
    );
  });

  afterAll(() => real.drop());

  const change = (id: string, assignments: string) =>
    real.dataSource.query(`UPDATE rag_tasks SET ${assignments} WHERE id = $1`, [id]);
  const watcher = (maxStreams = 10) => new TaskWatcher(real.database, { intervalMs: 3_600_000, maxStreams });

  it('tells every listener what it has not seen, heartbeats aside, up to the end', async () => {
    const watch = watcher();
    const { signal } = new AbortController();
    const one = watch.follow('task_1', 1, signal);
    const first = one.next();
    await change('task_1', `heartbeat_at = now()`);
    await watch.look();
    await change('task_1', `stage = 'parsing'`);
    await change('task_1', `pages_done = 3`);
    await watch.look();
    expect((await first).value).toMatchObject({ stage: 'parsing', pages_done: 3, version: '3' });
    // One that comes back with an older version is told the newest state at once.
    const late = watch.follow('task_1', 2, signal);
    const told = late.next();
    const rest = one.next();
    await watch.look();
    expect((await told).value).toMatchObject({ version: '3' });
    await change('task_1', `status = 'succeeded', finished_at = now()`);
    await watch.look();
    expect((await rest).value).toMatchObject({ status: 'succeeded', version: '4' });
    expect((await one.next()).done).toBe(true);
    watch.beforeApplicationShutdown();
  });

  it('lets go of listeners that leave and of all of them at a shutdown', async () => {
    const watch = watcher(2);
    const leaving = new AbortController();
    const gone = watch.follow('task_2', 1, leaving.signal).next();
    const stays = watch.follow('task_2', 1, new AbortController().signal).next();
    expect(() => watch.assertRoom()).toThrow(expect.objectContaining({ code: 'events.too_many_streams' }));
    leaving.abort();
    expect((await gone).done).toBe(true);
    watch.assertRoom();
    watch.beforeApplicationShutdown();
    expect((await stays).done).toBe(true);
  });
});
