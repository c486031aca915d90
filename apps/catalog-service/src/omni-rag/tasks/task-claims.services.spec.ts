import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { asTenant, createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { QueueRoom } from '../admission/queue-room.js';
import { TaskAdmission } from '../admission/task-admission.js';
import { testConfig } from '../testing/pipeline.js';
import { LeaseKeeper, type StopReason } from './lease-keeper.js';
import { TaskClaims, type ClaimedTask } from './task-claims.js';
import { LeaseLost, TaskRun } from './task-run.js';
import { TaskStore } from './task-store.js';

const URL = 'https://b.example.com/a.pdf';

describe('TaskClaims', () => {
  let real: TestDatabase;
  let claims: TaskClaims;
  let store: TaskStore;
  let admission: TaskAdmission;

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 8 });
    claims = new TaskClaims(real.database, testConfig);
    store = new TaskStore(real.database, new QueueRoom(testConfig));
    admission = new TaskAdmission(real.database, new QueueRoom(testConfig));
  });

  afterEach(() => real.dataSource.query(`DELETE FROM rag_tasks`));
  afterAll(() => real.drop());

  const post = (tenantId: string) =>
    asTenant(tenantId, () => admission.admit({ url: URL, source: URL, title: undefined, idempotencyKey: undefined }));
  const claim = async (): Promise<ClaimedTask> => {
    const task = await claims.next();
    if (!task) throw new Error('A task was expected to be due.');
    return task;
  };
  const loseWorker = () => real.dataSource.query(`UPDATE rag_tasks SET heartbeat_at = now() - interval '1 hour'`);
  const row = async (id: string) => {
    const [found] = await real.dataSource.query<Record<string, unknown>[]>(`SELECT * FROM rag_tasks WHERE id = $1`, [
      id,
    ]);
    return found;
  };

  it("serves tenants in turn, so a thousand documents of one delay another's single one by none that waits", async () => {
    for (let index = 0; index < 20; index += 1) await post('tenant_a');
    const running = [await claim(), await claim()];
    await post('tenant_b');
    expect(running.map((task) => task.tenant_id)).toEqual(['tenant_a', 'tenant_a']);
    expect((await claim()).tenant_id).toBe('tenant_b');
    expect((await claim()).tenant_id).toBe('tenant_a');
  });

  it('alternates between tenants that both have plenty', async () => {
    for (let index = 0; index < 4; index += 1) {
      await post('tenant_a');
      await post('tenant_b');
    }
    const order: string[] = [];
    for (let index = 0; index < 8; index += 1) {
      const task = await claim();
      order.push(task.tenant_id);
      await new TaskRun(real.database, task).succeed();
    }
    expect(order.join()).toBe('tenant_a,tenant_b,tenant_a,tenant_b,tenant_a,tenant_b,tenant_a,tenant_b');
  });

  it('gives no task to two workers', async () => {
    for (let index = 0; index < 10; index += 1) await post('tenant_a');
    const claimed = await Promise.all(Array.from({ length: 16 }, () => claims.next()));
    const ids = claimed.flatMap((task) => (task ? [task.id] : []));
    expect(ids).toHaveLength(10);
    expect(new Set(ids).size).toBe(10);
  });

  it('hands the task of a dead worker to another, whose predecessor can write nothing any more', async () => {
    await post('tenant_a');
    const first = await claim();
    expect(await claims.next()).toBeUndefined();
    await loseWorker();
    expect(await claims.open()).toMatchObject({ running: 1, orphaned: 1, waiting: 0 });
    const second = await claim();
    expect(second).toMatchObject({ id: first.id, attempts: 2, setbacks: 1 });
    await expect(new TaskRun(real.database, first).succeed()).rejects.toThrow(LeaseLost);
    await expect(new TaskRun(real.database, first).note({ stage: 'parsing' })).rejects.toThrow(LeaseLost);
    await new TaskRun(real.database, second).succeed();
    expect(await row(first.id)).toMatchObject({ status: 'succeeded', run_id: null });
  });

  it('gives up a task that takes worker after worker with it, but forgives after progress', async () => {
    const { id } = await post('tenant_a');
    for (let index = 0; index < 9; index += 1) {
      await claim();
      await loseWorker();
    }
    const task = await claim();
    await asTenant('tenant_a', () =>
      real.database.tenant((manager) => new TaskRun(real.database, task).checkpoint(manager, { pagesDone: 1 })),
    );
    expect(await row(id)).toMatchObject({ setbacks: 0, pages_done: 1 });
    for (let index = 0; index < 10; index += 1) {
      await loseWorker();
      await claim();
    }
    await loseWorker();
    expect(await claims.next()).toBeUndefined();
    expect(await row(id)).toMatchObject({ status: 'failed', failure_code: 'task.crashed' });
  });

  it('takes a task that was put back no sooner than it asked for', async () => {
    const { id } = await post('tenant_a');
    await new TaskRun(real.database, await claim()).handBack({ delayMs: 60_000, setback: false });
    expect(await claims.next()).toBeUndefined();
    await real.dataSource.query(`UPDATE rag_tasks SET available_at = now()`);
    expect(await claim()).toMatchObject({ id, setbacks: 0 });
  });

  it('ends a running task the moment it is cancelled, and tells its run on the next heartbeat', async () => {
    const { id } = await post('tenant_a');
    const task = await claim();
    const keeper = new LeaseKeeper(real.database, testConfig);
    const stops: StopReason[] = [];
    const release = keeper.hold(task.run_id, (reason) => stops.push(reason));
    await loseWorker();
    await keeper.beat();
    expect(stops).toEqual([]);
    expect(await claims.open()).toMatchObject({ orphaned: 0 });
    expect(await asTenant('tenant_a', () => store.cancel(id))).toMatchObject({ status: 'cancelled' });
    await expect(new TaskRun(real.database, task).succeed()).rejects.toThrow(LeaseLost);
    await keeper.beat();
    expect(stops).toEqual(['lease_lost']);
    release();
    // What it had finished is kept for a retry, which is a run of its own.
    expect(await asTenant('tenant_a', () => store.retry(id))).toMatchObject({ status: 'queued' });
    const again = await claim();
    expect(again).toMatchObject({ id, attempts: 2, setbacks: 0 });
    await expect(new TaskRun(real.database, task).note({ stage: 'parsing' })).rejects.toThrow(LeaseLost);
  });

  it("lets 900 queued documents of one tenant delay another's single one by no more than those that run", async () => {
    await real.dataSource.query(
      `INSERT INTO rag_tasks (id, tenant_id, app_id, source_url, source, request_hash)
       SELECT 'task_' || n, 'tenant_a', 'app', 'https://x/', 'https://x/', '' FROM generate_series(1, 900) AS n`,
    );
    const running = await Promise.all(Array.from({ length: 8 }, () => claim()));
    await post('tenant_b');
    for (const task of running.slice(0, 1)) await new TaskRun(real.database, task).succeed();
    expect((await claim()).tenant_id).toBe('tenant_b');
  });
});
