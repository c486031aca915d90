import { describe, expect, it } from '@jest/globals';
import { Cluster } from '@tradewind/upstream/redis';
import { QueueRuntime } from './queue-runtime.js';
import { LONGEST_WAIT_S } from './queue-worker.js';

const DATABASE_URL = 'postgres://u@h/d';

describe('QueueRuntime', () => {
  it('prefers Redis, and lets a request’s command fail at once where a worker waits', () => {
    const runtime = new QueueRuntime({ DATABASE_URL, DATABASE_KIND: 'pglite', REDIS_URL: 'redis://r' });
    expect(runtime.kind).toBe('redis');
    expect(runtime.queueOptions.connection).toMatchObject({ url: 'redis://r', enableOfflineQueue: false });
    expect(runtime.workerOptions.connection).toMatchObject({ url: 'redis://r', maxRetriesPerRequest: null });
  });

  it('gives up a Redis that has fallen silent, but no worker that waits for a job', () => {
    const runtime = new QueueRuntime({ DATABASE_URL, DATABASE_KIND: 'pglite', REDIS_URL: 'redis://r' });
    const patience = ({ connection }: { connection: object }) => Number(Reflect.get(connection, 'socketTimeout'));
    expect(patience(runtime.queueOptions)).toBeLessThan(5_000);
    expect(patience(runtime.workerOptions)).toBeGreaterThan(LONGEST_WAIT_S * 1_000 + 1_000);
    expect(runtime.workerOptions.drainDelay).toBe(LONGEST_WAIT_S);
  });

  it('connects to a cluster when the address is one', () => {
    const runtime = new QueueRuntime({
      DATABASE_URL,
      DATABASE_KIND: 'postgres',
      REDIS_URL: 'redis://127.0.0.1:1,127.0.0.1:2',
    });
    expect(runtime.kind).toBe('redis');
    for (const { connection } of [runtime.queueOptions, runtime.workerOptions, runtime.queueEventsOptions]) {
      expect(connection).toBeInstanceOf(Cluster);
    }
    runtime.onApplicationShutdown();
  });

  it('keeps its tables in a schema of their own on PostgreSQL', () => {
    const runtime = new QueueRuntime({ DATABASE_URL, DATABASE_KIND: 'postgres', REDIS_URL: undefined });
    expect(runtime.kind).toBe('postgres');
    expect(runtime.queueOptions.connection).toEqual({ connectionString: DATABASE_URL, max: 3, migrate: true });
  });

  it('polls in short turns on PGlite, where no notification arrives, and stays in its only search path', () => {
    const runtime = new QueueRuntime({ DATABASE_URL, DATABASE_KIND: 'pglite', REDIS_URL: undefined });
    expect(runtime.kind).toBe('pglite');
    expect(runtime.workerOptions).toMatchObject({ drainDelay: 0.2, connection: { schema: 'public' } });
    expect(runtime.queueEventsOptions.blockingTimeout).toBe(500);
  });
});
