import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asTenant, createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { testConfig } from '../testing/pipeline.js';
import { TaskStore, type NewTask } from './task-store.js';

const task = (url = 'https://b.example.com/a.pdf', idempotencyKey?: string): NewTask => ({
  url,
  source: url,
  title: undefined,
  idempotencyKey,
});

describe('TaskStore', () => {
  let real: TestDatabase;
  const store = (limits: { all: number; tenant: number }) =>
    new TaskStore(real.database, {
      ...testConfig,
      RAG_MAX_WAITING: limits.all,
      RAG_MAX_WAITING_PER_TENANT: limits.tenant,
    });
  const waiting = async (): Promise<number> => {
    const [row] = await real.dataSource.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM rag_tasks WHERE status = 'queued'`,
    );
    return row?.count ?? 0;
  };
  const outcomes = async (attempts: Promise<unknown>[]): Promise<string[]> =>
    (await Promise.allSettled(attempts)).map((outcome) =>
      outcome.status === 'fulfilled' ? 'accepted' : String((outcome.reason as { code?: string }).code),
    );
  const count = (all: readonly string[], one: string): number => all.filter((outcome) => outcome === one).length;

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 8 });
  });

  afterAll(() => real.drop());

  it('accepts exactly as many tasks as a tenant may have and as may wait in all, over all replicas', async () => {
    // Two stores, as two replicas would have: neither knows what the other refused.
    const replicas = [store({ all: 25, tenant: 10 }), store({ all: 25, tenant: 10 })];
    const posts = (tenantId: string) =>
      Array.from({ length: 30 }, (_, index) => asTenant(tenantId, () => replicas[index % 2]?.create(task())));
    const one = await outcomes(posts('tenant_a'));
    expect(count(one, 'accepted')).toBe(10);
    expect(count(one, 'queue.tenant_quota')).toBe(20);
    const [two, three] = await Promise.all([outcomes(posts('tenant_b')), outcomes(posts('tenant_c'))]);
    expect(count(two, 'accepted') + count(three, 'accepted')).toBe(15);
    expect(await waiting()).toBe(25);
    await real.dataSource.query(`DELETE FROM rag_tasks`);
  });

  it('gives the same task for the same idempotency key, also to requests that come at once', async () => {
    const tasks = store({ all: 100, tenant: 100 });
    const made = await Promise.all(
      Array.from({ length: 8 }, () => asTenant('tenant_a', () => tasks.create(task(undefined, 'key-1')))),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await waiting()).toBe(1);
    await expect(
      asTenant('tenant_a', () => tasks.create(task('https://b.example.com/other.pdf', 'key-1'))),
    ).rejects.toMatchObject({ code: 'idempotency.key_reused', status: 409 });
    const foreign = await asTenant('tenant_b', () => tasks.create(task(undefined, 'key-1')));
    expect(foreign.id).not.toBe(made[0]?.id);
    await real.dataSource.query(`DELETE FROM rag_tasks`);
  });

  it('shows a tenant its own tasks only, newest first, page by page', async () => {
    const tasks = store({ all: 100, tenant: 100 });
    for (let index = 0; index < 5; index += 1) await asTenant('tenant_a', () => tasks.create(task()));
    const foreign = await asTenant('tenant_b', () => tasks.create(task()));
    const first = await asTenant('tenant_a', () => tasks.list(3, undefined));
    const second = await asTenant('tenant_a', () => tasks.list(3, first.nextCursor ?? ''));
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
    await real.dataSource.query(`DELETE FROM rag_tasks`);
  });

  it('cancels what waits, and retries what was cancelled but nothing that cannot succeed', async () => {
    const tasks = store({ all: 100, tenant: 100 });
    const { id } = await asTenant('tenant_a', () => tasks.create(task()));
    expect(await asTenant('tenant_a', () => tasks.cancel(id))).toMatchObject({ status: 'cancelled' });
    expect(await asTenant('tenant_a', () => tasks.retry(id))).toMatchObject({ status: 'queued', failure_code: null });
    await real.dataSource.query(`UPDATE rag_tasks SET status = 'failed', failure_code = 'document.encrypted'`);
    await expect(asTenant('tenant_a', () => tasks.retry(id))).rejects.toMatchObject({ code: 'task.not_retryable' });
    await expect(asTenant('tenant_a', () => tasks.cancel(id))).rejects.toMatchObject({ code: 'task.finished' });
  });
});
