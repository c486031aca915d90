import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { QueueRuntime } from '@tradewind/platform';
import { asTenant, createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { UpstreamError } from '@tradewind/upstream';
import { Queue } from 'bullmq';
import { QueueRoom } from '../admission/queue-room.js';
import { TaskAdmission } from '../admission/task-admission.js';
import { DocumentStore } from '../store/document-store.js';
import { LeaseKeeper } from '../tasks/lease-keeper.js';
import { TaskClaims } from '../tasks/task-claims.js';
import type { TaskRun } from '../tasks/task-run.js';
import { TaskTickets, TASK_QUEUE } from '../tasks/task-tickets.js';
import { testConfig } from '../testing/pipeline.js';
import type { IngestPipeline } from './ingest-pipeline.js';
import { TaskRunner } from './task-runner.js';
import { TaskWorker } from './task-worker.js';

const URL = 'https://b.example.com/a.pdf';
const RETRY_AFTER_MS = 2_500;
const TASKS = 4;

describe.each(['postgres', 'redis'] as const)('TaskWorker on %s', (kind) => {
  let real: TestDatabase;
  let queues: QueueRuntime;
  let queue: Queue;

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 8 });
    const redis = process.env['REDIS_URL'];
    if (kind === 'redis' && redis === undefined) throw new Error('REDIS_URL must be set for this suite.');
    queues = new QueueRuntime({
      DATABASE_URL: real.url,
      DATABASE_KIND: 'postgres',
      REDIS_URL: kind === 'redis' ? redis : undefined,
    });
    queues.install();
    queue = new Queue(TASK_QUEUE, queues.queueOptions);
    await queue.obliterate({ force: true });
  });

  afterAll(async () => {
    await queue.obliterate({ force: true });
    await queue.close();
    await real.drop();
  });

  it('takes no document while an upstream says when to come back, and no task loses an attempt to it', async () => {
    const admission = new TaskAdmission(real.database, new QueueRoom(testConfig));
    for (let each = 0; each < TASKS; each += 1)
      await asTenant('tenant_a', () =>
        admission.admit({ url: URL, source: URL, title: undefined, idempotencyKey: undefined }),
      );
    const begun: { task: string; atMs: number }[] = [];
    let done = 0;
    let allDone = (): void => undefined;
    const finished = new Promise<void>((resolve) => (allDone = resolve));
    let refusing = true;
    const pipeline = {
      run: async (run: TaskRun) => {
        begun.push({ task: run.task.id, atMs: performance.now() });
        if (refusing) {
          refusing = false;
          throw new UpstreamError('upstream.rate_limited', 'embedding', { retryAfterMs: RETRY_AFTER_MS });
        }
        await run.succeed();
        done += 1;
        if (done === TASKS) allDone();
      },
    } as unknown as IngestPipeline;
    const config = { ...testConfig, RAG_WORKER_CONCURRENCY: 1 };
    const leases = new LeaseKeeper(real.database, config);
    const tickets = new TaskTickets(queue);
    const runner = new TaskRunner(real.database, pipeline, new DocumentStore(), leases, tickets, config, undefined);
    const worker = new TaskWorker(new TaskClaims(real.database, config), runner, leases, queues, config);
    await tickets.add(TASKS);
    worker.onApplicationBootstrap();
    try {
      await finished;
    } finally {
      await worker.onModuleDestroy();
    }
    const [refused, next] = begun;
    expect((next?.atMs ?? 0) - (refused?.atMs ?? 0)).toBeGreaterThanOrEqual(RETRY_AFTER_MS);
    expect(begun).toHaveLength(TASKS + 1);
    const tasks = await real.dataSource.query<{ status: string; setbacks: number }[]>(
      `SELECT status, setbacks FROM rag_tasks`,
    );
    expect(tasks).toEqual(Array.from({ length: TASKS }, () => ({ status: 'succeeded', setbacks: 0 })));
  });
});
