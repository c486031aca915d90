import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { asTenant, createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { testConfig } from '../testing/pipeline.js';
import type { NewTask } from './new-task.js';
import { QueueRoom } from './queue-room.js';
import { TaskAdmission } from './task-admission.js';

const task = (url = 'https://b.example.com/a.pdf', idempotencyKey?: string): NewTask => ({
  url,
  source: url,
  title: undefined,
  idempotencyKey,
});

describe('TaskAdmission', () => {
  let real: TestDatabase;
  const replica = (limits: { all: number; tenant: number }) =>
    new TaskAdmission(
      real.database,
      new QueueRoom({ ...testConfig, RAG_MAX_WAITING: limits.all, RAG_MAX_WAITING_PER_TENANT: limits.tenant }),
    );
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

  afterEach(() => real.dataSource.query(`DELETE FROM rag_tasks`));
  afterAll(() => real.drop());

  it('accepts exactly as many tasks as a tenant may have and as may wait in all, over all replicas', async () => {
    // Two replicas: neither knows what the other refused.
    const replicas = [replica({ all: 25, tenant: 10 }), replica({ all: 25, tenant: 10 })];
    const posts = (tenantId: string) =>
      Array.from({ length: 30 }, (_, index) => asTenant(tenantId, () => replicas[index % 2]?.admit(task())));
    const one = await outcomes(posts('tenant_a'));
    expect(count(one, 'accepted')).toBe(10);
    expect(count(one, 'queue.tenant_quota')).toBe(20);
    const [two, three] = await Promise.all([outcomes(posts('tenant_b')), outcomes(posts('tenant_c'))]);
    expect(count(two, 'accepted') + count(three, 'accepted')).toBe(15);
    expect(await waiting()).toBe(25);
  });

  it('accepts exactly the cap of a flood of 3,000 and tells each of the others when to come back', async () => {
    const admission = replica({ all: 1_000, tenant: 900 });
    const flood = Array.from({ length: 3_000 }, (_, index) =>
      asTenant(`tenant_${String(index % 10)}`, () => admission.admit(task())),
    );
    const settled = await Promise.allSettled(flood);
    const refusals = settled.flatMap((one) =>
      one.status === 'rejected' ? [one.reason as { retryAfterMs: number }] : [],
    );
    expect(refusals).toHaveLength(2_000);
    expect(await waiting()).toBe(1_000);
    expect(refusals.every(({ retryAfterMs }) => retryAfterMs >= 1_000 && retryAfterMs <= 300_000)).toBe(true);
  });

  it('gives the same task for the same idempotency key, also to requests that come at once', async () => {
    const replicas = [replica({ all: 100, tenant: 100 }), replica({ all: 100, tenant: 100 })];
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        asTenant('tenant_a', () => replicas[index % 2]?.admit(task(undefined, 'key-1'))),
      ),
    );
    expect(new Set(made.map((row) => row?.id)).size).toBe(1);
    expect(await waiting()).toBe(1);
    const again = (url: string, tenantId = 'tenant_a') =>
      asTenant(tenantId, async () => (await replicas[0]?.admit(task(url, 'key-1')))?.id);
    await expect(again('https://b.example.com/other.pdf')).rejects.toMatchObject({
      code: 'idempotency.key_reused',
      status: 409,
    });
    expect(await again('https://b.example.com/a.pdf', 'tenant_b')).not.toBe(made[0]?.id);
  });

  it('does not let a post that cannot be stored take others with it', async () => {
    const admission = replica({ all: 100, tenant: 100 });
    const posts = [task(), { ...task(), title: 'a\u0000b' }, task()];
    const settled = await outcomes(posts.map((post) => asTenant('tenant_a', () => admission.admit(post))));
    expect(settled.map((outcome) => outcome === 'accepted')).toEqual([true, false, true]);
    expect(await waiting()).toBe(2);
  });
});
