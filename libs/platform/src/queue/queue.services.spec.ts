import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Queue, QueueEvents, Worker } from 'bullmq';
import { createTestDatabase, type TestDatabase } from '../testing/index.js';
import { QueueRuntime, type QueueConfig } from './queue-runtime.js';

describe.each(['postgres', 'redis'] as const)('queues on %s', (kind) => {
  let test: TestDatabase;
  let runtime: QueueRuntime;
  const opened: { close(): Promise<void> }[] = [];

  beforeAll(async () => {
    test = await createTestDatabase();
    const redis = process.env['REDIS_URL'];
    if (kind === 'redis' && redis === undefined) throw new Error('REDIS_URL must be set for this suite.');
    const config: QueueConfig = {
      DATABASE_URL: test.url,
      DATABASE_KIND: 'postgres',
      REDIS_URL: kind === 'redis' ? redis : undefined,
    };
    runtime = new QueueRuntime(config);
    runtime.install();
  });

  afterEach(async () => {
    for (const each of opened.splice(0).reverse()) await each.close();
  });

  afterAll(async () => {
    await test.drop();
  });

  function open<T extends { close(): Promise<void> }>(each: T): T {
    opened.push(each);
    return each;
  }

  it('carries a job to a worker and its result back', async () => {
    const name = `test-${randomBytes(6).toString('hex')}`;
    const queue = open(new Queue(name, runtime.queueOptions));
    const events = open(new QueueEvents(name, runtime.queueEventsOptions));
    await events.waitUntilReady();
    open(new Worker(name, (job) => Promise.resolve({ twice: Number(job.data.n) * 2 }), runtime.workerOptions));
    const job = await queue.add('double', { n: 21 });
    expect(await job.waitUntilFinished(events, 10_000)).toEqual({ twice: 42 });
    await queue.obliterate({ force: true });
  });

  it('tries a failed job again', async () => {
    const name = `test-${randomBytes(6).toString('hex')}`;
    const queue = open(new Queue(name, runtime.queueOptions));
    const events = open(new QueueEvents(name, runtime.queueEventsOptions));
    await events.waitUntilReady();
    let attempts = 0;
    const worker = new Worker(
      name,
      () => {
        attempts += 1;
        return attempts === 1 ? Promise.reject(new Error('once')) : Promise.resolve('well');
      },
      runtime.workerOptions,
    );
    open(worker);
    const job = await queue.add('shaky', {}, { attempts: 2 });
    expect(await job.waitUntilFinished(events, 10_000)).toBe('well');
    expect(attempts).toBe(2);
    await queue.obliterate({ force: true });
  });
});
