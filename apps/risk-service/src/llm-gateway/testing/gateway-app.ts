import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiPaths, Database, Doorkeeper, PLATFORM_CONFIG, SettingsWatcher } from '@tradewind/platform';
import { createScope, runInScope } from '@tradewind/upstream';
import { TenantThrottle } from '@tradewind/upstream/throttling';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Registry } from 'prom-client';
import type { UsageRow } from '../../usage/ledger/usage-row.js';
import { LlmGatewayModule } from '../llm-gateway.module.js';
import { downstreamsAt } from './downstreams.js';

/** Stands in for PostgreSQL: what would be committed, and when. */
export class RecordedDatabase {
  readonly rows: UsageRow[] = [];
  /** Awaited before each commit; may reject. */
  beforeCommit: () => Promise<void> = () => Promise.resolve();

  async system<T>(
    work: (manager: { query: (sql: string, values: [string]) => Promise<never[]> }) => Promise<T>,
  ): Promise<T> {
    await this.beforeCommit();
    return work({
      query: (_sql, [rows]) => {
        this.rows.push(...(JSON.parse(rows) as UsageRow[]));
        return Promise.resolve([]);
      },
    });
  }
}

export interface GatewayApp {
  app: NestFastifyApplication;
  baseUrl: string;
  database: RecordedDatabase;
}

/**
 * The gateway as a running HTTP server, with the caller's key for its app and a recorded database; all else is real. Its own
 * servers are at `url`, where the chat model is called `m`.
 */
export async function startGateway(url: string, env: Record<string, string> = {}): Promise<GatewayApp> {
  const database = new RecordedDatabase();

  @Global()
  @Module({
    providers: [
      { provide: Database, useValue: database },
      { provide: Registry, useValue: new Registry() },
      // Nothing is edited here: the gateway runs on its environment.
      { provide: SettingsWatcher, useValue: { register: () => undefined } },
      // The scope says who calls.
      { provide: Doorkeeper, useValue: { letIn: () => undefined } },
      { provide: TenantThrottle, useValue: { count: () => undefined } },
      { provide: PLATFORM_CONFIG, useValue: { JSON_DEPTH_LIMIT: 64 } },
      ApiPaths,
    ],
    exports: [Database, Registry, SettingsWatcher, Doorkeeper, TenantThrottle, PLATFORM_CONFIG, ApiPaths],
  })
  class FakePlatformModule {}

  @Module({ imports: [FakePlatformModule, LlmGatewayModule] })
  class GatewayTestModule {}

  // Without a journal each answer waits for the database, which is what these tests look into.
  Object.assign(process.env, { ...downstreamsAt(url), LLM_MODEL: 'm', USAGE_JOURNAL_DIR: 'off', ...env });
  const adapter = new FastifyAdapter();
  adapter.setOnRequestHook((request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const app = request.headers.authorization?.slice('Bearer '.length) ?? '';
    const scope = createScope({ requestId: request.id, tenantId: 'tnt_1', appId: app, deadlineMs: 10_000 });
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) scope.deadline.cancel();
      scope.deadline.dispose();
    });
    runInScope(scope, done);
  });
  const app = await NestFactory.create<NestFastifyApplication>(GatewayTestModule, adapter, {
    logger: false,
    bodyParser: false,
    abortOnError: false,
  });
  await app.listen(0, '127.0.0.1');
  return { app, baseUrl: `${await app.getUrl()}/v1`, database };
}
