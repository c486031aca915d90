import { describe, expect, it } from '@jest/globals';
import { Cluster } from '@tradewind/upstream/redis';
import { QueueRuntime } from './queue-runtime.js';

const DATABASE_URL = 'postgres://u@h/d';

describe('QueueRuntime', () => {
  it('prefers Redis, and lets a request’s command fail at once where a worker waits', () => {
    const runtime = new QueueRuntime({ DATABASE_URL, DATABASE_KIND: 'pglite', REDIS_URL: 'redis://r' });
    expect(runtime.kind).toBe('redis');
    expect(runtime.queueOptions.connection).toMatchObject({ url: 'redis://r', enableOfflineQueue: false });
    expect(runtime.workerOptions.connection).toEqual({ url: 'redis://r', maxRetriesPerRequest: null });
    expect(runtime.workerOptions.drainDelay).toBeUndefined();
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
