import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { createScope, runInScope } from '@tradewind/upstream/core';
import { DataSource } from 'typeorm';
import { loadPlatformConfig } from '../config/platform-config.js';
import { problemOf } from '../errors/problem.js';
import { createTestDatabase, type TestDatabase } from '../testing/index.js';
import { DatabasePulse } from './database-pulse.js';
import { dataSourceOptions } from './data-source.js';
import { databaseBudget } from './database-budget.js';
import { Database } from './database.js';
import { PooledConnections } from './pooled-connections.js';

/** Stands before the server and can fall silent: nothing comes through any more, and nobody is told. */
class SilentProxy {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private silent = false;
  url = '';

  async open(target: string): Promise<void> {
    const to = new URL(target);
    const { hostname, port } = to;
    this.server = createServer((client) => {
      this.sockets.add(client);
      client.on('error', () => undefined);
      if (this.silent) return;
      const server = connect(Number(port), hostname);
      this.sockets.add(server);
      server.on('error', () => undefined);
      client.on('close', () => server.destroy());
      server.on('close', () => client.destroy());
      client.pipe(server).pipe(client);
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    to.host = `127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
    this.url = to.href;
  }

  fallSilent(): void {
    this.silent = true;
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  /** For new connections; those of before never speak again. */
  speak(): void {
    this.silent = false;
  }

  close(): void {
    this.server?.close();
    for (const socket of this.sockets) socket.destroy();
  }
}

describe('a PostgreSQL that falls silent', () => {
  let test: TestDatabase;
  let proxy: SilentProxy;
  let pool: DataSource;
  let pulse: DatabasePulse;
  let database: Database;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    test = await createTestDatabase({ connections: 2 });
  });
  afterAll(() => test.drop());

  beforeEach(async () => {
    proxy = new SilentProxy();
    await proxy.open(test.url);
    const config = loadPlatformConfig({ DATABASE_URL: proxy.url, DB_POOL_SIZE: '3', DB_POOL_OVERFLOW: '0' });
    pool = await new DataSource(dataSourceOptions(config, 'silence', [])).initialize();
    const connections = new PooledConnections(pool);
    pulse = new DatabasePulse({
      url: proxy.url,
      intervalMs: 50,
      timeoutMs: 500,
      onSilence: () => {
        connections.breakAll();
      },
    });
    const budget = databaseBudget({ connections: 3, acquireTimeoutMs: 2_000 });
    database = new Database(pool, budget, { canCancel: true, pulse });
  });
  afterEach(async () => {
    pulse.onApplicationShutdown();
    proxy.close();
    await pool.destroy();
  });

  const query = async (sql: string, deadlineMs: number) => {
    const scope = createScope({ tenantId: 'a', deadlineMs });
    try {
      return await runInScope(scope, () => database.system((manager) => manager.query<unknown>(sql)));
    } catch (error) {
      return problemOf(error, 'r').body.code;
    } finally {
      scope.deadline.dispose();
    }
  };
  const until = async (met: () => boolean) => {
    const untilMs = performance.now() + 10_000;
    while (!met() && performance.now() < untilMs) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(met()).toBe(true);
  };

  it('is found out long before deadlines; who waits and who comes is refused, and all is well when it is back', async () => {
    pulse.onApplicationBootstrap();
    await Promise.all([1, 2, 3].map(() => query('SELECT pg_sleep(0.05)', 5_000)));
    proxy.fallSilent();
    const waiting = query('SELECT 1 AS one', 60_000);
    expect(await waiting).toBe('database.unavailable');
    await until(() => pulse.lost);
    const startedMs = performance.now();
    expect(await query('SELECT 1 AS one', 60_000)).toBe('database.unavailable');
    expect(performance.now() - startedMs).toBeLessThan(100);
    proxy.speak();
    await until(() => !pulse.lost);
    // Connections of before are dead; none of them is handed out.
    const answers = await Promise.all([1, 2, 3, 4].map(() => query('SELECT 1 AS one', 5_000)));
    expect(answers).toEqual([1, 2, 3, 4].map(() => [{ one: 1 }]));
    expect(database.snapshot().inFlight).toBe(0);
  });

  it('on one connection alone costs its permit only until shortly after the deadline', async () => {
    await query('SELECT 1', 5_000);
    proxy.fallSilent();
    const stuck = query('SELECT 1 AS one', 200);
    proxy.speak();
    expect(['database.unavailable', 'deadline.exceeded']).toContain(await stuck);
    expect(database.snapshot().inFlight).toBe(0);
    expect(await query('SELECT 1 AS one', 5_000)).toEqual([{ one: 1 }]);
  });
});
