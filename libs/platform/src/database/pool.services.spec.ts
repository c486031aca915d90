import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createScope, runInScope } from '@tradewind/upstream/core';
import { DataSource } from 'typeorm';
import { problemOf } from '../errors/problem.js';
import { asTenant, createTestDatabase, type TestDatabase } from '../testing/index.js';
import { dataSourceOptions } from './data-source.js';
import { loadPlatformConfig } from '../config/platform-config.js';

const SLEEP = `SELECT pg_sleep(30)`;
const BACKENDS = `SELECT count(*)::integer AS n FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1`;
const RUNNING = `SELECT count(*)::integer AS n FROM pg_stat_activity WHERE datname = current_database() AND query = $1 AND state = 'active'`;

describe('the connection pool on a real PostgreSQL', () => {
  let test: TestDatabase;
  let observer: DataSource;

  beforeAll(async () => {
    test = await createTestDatabase({ connections: 3 });
    observer = new DataSource({ type: 'postgres', url: test.url, poolSize: 1, installExtensions: false });
    await observer.initialize();
  });
  afterAll(async () => {
    await observer.destroy();
    await test.drop();
  });

  const count = async (sql: string, of: string): Promise<number> => {
    const [row] = await observer.query<[{ n: number }]>(sql, [of]);
    return row.n;
  };
  const until = async (read: () => Promise<number>, wanted: number, withinMs: number): Promise<number> => {
    const started = performance.now();
    while ((await read()) !== wanted) if (performance.now() - started > withinMs) return Number.POSITIVE_INFINITY;
    return performance.now() - started;
  };

  it('stops the statement of a client that left, and its connection is free within 100 ms', async () => {
    const left = new AbortController();
    const scope = createScope({ tenantId: 'a', deadlineMs: 20_000, signal: left.signal });
    const query = runInScope(scope, () => test.database.tenant((manager) => manager.query(SLEEP))).catch(
      (error: unknown) => error,
    );
    expect(await until(() => count(RUNNING, SLEEP), 1, 5_000)).toBeLessThan(5_000);
    const started = performance.now();
    left.abort();
    await query;
    expect(performance.now() - started).toBeLessThan(100);
    expect(test.database.snapshot().inFlight).toBe(0);
    expect(await count(RUNNING, SLEEP)).toBe(0);
    expect(problemOf(await query, 'r').body.code).toBe('call.cancelled');
    scope.deadline.dispose();
  });

  it('never lets a cancellation hit the next user of the connection', async () => {
    for (let round = 0; round < 40; round += 1) {
      const left = new AbortController();
      const scope = createScope({ tenantId: 'a', deadlineMs: 20_000, signal: left.signal });
      // Cut at ever other moments of a transaction of several short statements.
      const cut = runInScope(scope, () =>
        test.database.tenant(async (manager) => {
          for (let step = 0; step < 5; step += 1) {
            if (step === round % 5) left.abort();
            await manager.query(`SELECT pg_sleep(0.002)`);
          }
        }),
      ).catch((error: unknown) => error);
      await cut;
      scope.deadline.dispose();
      const answers = await Promise.all(
        [1, 2, 3].map(() => asTenant('a', () => test.database.tenant((manager) => manager.query(`SELECT 1 AS one`)))),
      );
      expect(answers).toEqual([[{ one: 1 }], [{ one: 1 }], [{ one: 1 }]]);
    }
  });

  it('keeps the steady connections and closes those opened under load once they are idle', async () => {
    const config = loadPlatformConfig({ DATABASE_URL: test.url, DB_POOL_SIZE: '2', DB_POOL_OVERFLOW: '3' });
    const options = dataSourceOptions(config, 'overflowing', []);
    if (options.type !== 'postgres') throw new Error('Not the options of PostgreSQL.');
    const pool = new DataSource({ ...options, extra: { ...(options.extra as object), idleTimeoutMillis: 100 } });
    await pool.initialize();
    try {
      // Counted while they are at work: on a slow machine the first may be idle for long enough before the last is done.
      const work = Promise.all(Array.from({ length: 8 }, () => pool.query(`SELECT pg_sleep(0.5)`)));
      expect(await until(() => count(BACKENDS, 'overflowing'), 5, 5_000)).toBeLessThan(5_000);
      await work;
      expect(await count(BACKENDS, 'overflowing')).toBeLessThanOrEqual(5);
      expect(await until(() => count(BACKENDS, 'overflowing'), 2, 5_000)).toBeLessThan(5_000);
    } finally {
      await pool.destroy();
    }
  });

  it('leaves interactive work a connection however much batch work there is, and lends it the idle ones', async () => {
    const batch = Array.from({ length: 6 }, () => {
      const scope = createScope({ tenantId: 'bulk', lane: 'batch', deadlineMs: 20_000 });
      return runInScope(scope, () => test.database.tenant((manager) => manager.query(`SELECT pg_sleep(0.5)`))).finally(
        () => {
          scope.deadline.dispose();
        },
      );
    });
    const started = performance.now();
    await asTenant('a', () => test.database.tenant((manager) => manager.query(`SELECT 1`)));
    expect(performance.now() - started).toBeLessThan(400);
    await Promise.all(batch);
  });
});
