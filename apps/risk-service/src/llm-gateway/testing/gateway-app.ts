import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  ApiPaths,
  Database,
  DirectRoutes,
  Doorkeeper,
  InFlight,
  PLATFORM_CONFIG,
  SettingsWatcher,
} from '@tradewind/platform';
import { type CallScope, createScope, runInScope } from '@tradewind/upstream';
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

/** As the service's default. */
const BODY_LIMIT_BYTES = 1_048_576;

function beWhoItSays(authorization: string | undefined, _needed: unknown, scope: CallScope): undefined {
  scope.tenantId = 'tnt_1';
  scope.appId = authorization?.slice('Bearer '.length) ?? '';
}

export interface GatewayApp {
  app: NestFastifyApplication;
  baseUrl: string;
  database: RecordedDatabase;
}

/**
 * The gateway as a running HTTP server, with the caller's key for its app and a recorded database; all else is real. Its own
 * servers are at `url`, where the chat model is called `m`.
 *
 * @param shortWay whether plain requests come past Fastify, as they do in the service
 */
export async function startGateway(
  url: string,
  env: Record<string, string> = {},
  { shortWay = true } = {},
): Promise<GatewayApp> {
  const database = new RecordedDatabase();

  @Global()
  @Module({
    providers: [
      { provide: Database, useValue: database },
      { provide: Registry, useValue: new Registry() },
      // Nothing is edited here: the gateway runs on its environment.
      { provide: SettingsWatcher, useValue: { register: () => undefined } },
      // Whoever calls is who it says it is.
      { provide: Doorkeeper, useValue: { letIn: beWhoItSays } },
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
  const direct = new DirectRoutes(BODY_LIMIT_BYTES, new InFlight());
  const adapter = new FastifyAdapter({ serverFactory: direct.createServer, bodyLimit: BODY_LIMIT_BYTES });
  adapter.setOnRequestHook((request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const scope = createScope({ requestId: request.id, deadlineMs: 10_000 });
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
  direct.open(adapter.getInstance(), () => shortWay);
  await app.listen(0, '127.0.0.1');
  return { app, baseUrl: `${await app.getUrl()}/v1`, database };
}
