import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { asTenant, createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { QueueRoom } from '../admission/queue-room.js';
import { TaskAdmission } from '../admission/task-admission.js';
import { testConfig } from '../testing/pipeline.js';
import { TaskStore } from './task-store.js';

const URL = 'https://b.example.com/a.pdf';

describe('TaskStore', () => {
  let real: TestDatabase;
  let tasks: TaskStore;
  let admission: TaskAdmission;

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 8 });
    const room = new QueueRoom(testConfig);
    tasks = new TaskStore(real.database, room);
    admission = new TaskAdmission(real.database, room);
  });

  afterEach(() => real.dataSource.query(`DELETE FROM rag_tasks`));
  afterAll(() => real.drop());

  const post = (tenantId: string) =>
    asTenant(tenantId, () => admission.admit({ url: URL, source: URL, title: undefined, idempotencyKey: undefined }));

  it('shows a tenant its own tasks only, newest first, page by page', async () => {
    for (let index = 0; index < 5; index += 1) await post('tenant_a');
    const foreign = await post('tenant_b');
    const first = await asTenant('tenant_a', () => tasks.list({ limit: 3 }));
    const second = await asTenant('tenant_a', () => tasks.list({ limit: 3, cursor: first.nextCursor ?? '' }));
    const ids = [...first.tasks, ...second.tasks].map(({ id }) => id);
    expect(ids).toHaveLength(5);
    expect(ids).toEqual([...ids].sort().reverse());
    expect(second.nextCursor).toBeNull();
    for (const attempt of [
      () => tasks.get(foreign.id),
      () => tasks.cancel(foreign.id),
      () => tasks.retry(foreign.id),
    ]) {
      await expect(asTenant('tenant_a', attempt)).rejects.toMatchObject({ code: 'task.not_found', status: 404 });
    }
  });

  it('cancels what waits, and retries what was cancelled but nothing that cannot succeed', async () => {
    const { id } = await post('tenant_a');
    expect(await asTenant('tenant_a', () => tasks.cancel(id))).toMatchObject({ status: 'cancelled' });
    expect(await asTenant('tenant_a', () => tasks.retry(id))).toMatchObject({ status: 'queued', failure_code: null });
    await real.dataSource.query(`UPDATE rag_tasks SET status = 'failed', failure_code = 'document.encrypted'`);
    await expect(asTenant('tenant_a', () => tasks.retry(id))).rejects.toMatchObject({ code: 'task.not_retryable' });
    await expect(asTenant('tenant_a', () => tasks.cancel(id))).rejects.toMatchObject({ code: 'task.finished' });
  });

  it('lists only the tasks that match', async () => {
    const [failed, queued] = [await post('tenant_a'), await post('tenant_a')];
    await real.dataSource.query(
      `UPDATE rag_tasks SET status = 'failed', document_id = 'doc_1', created_at = now() - interval '1 day' WHERE id = $1`,
      [failed.id],
    );
    const ids = async (query: Partial<Parameters<TaskStore['list']>[0]>) =>
      (await asTenant('tenant_a', () => tasks.list({ limit: 10, ...query }))).tasks.map(({ id }) => id);
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
    expect(await ids({ status: ['failed', 'cancelled'] })).toEqual([failed.id]);
    expect(await ids({ status: ['queued'] })).toEqual([queued.id]);
    expect(await ids({ document_id: 'doc_1' })).toEqual([failed.id]);
    expect(await ids({ created_after: anHourAgo })).toEqual([queued.id]);
    expect(await ids({ created_before: anHourAgo })).toEqual([failed.id]);
  });
});
