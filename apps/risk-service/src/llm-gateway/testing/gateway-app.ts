import { Catch, Global, Module, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Database, openAiErrorOf, problemOf, SettingsWatcher } from '@tradewind/platform';
import { createScope, runInScope } from '@tradewind/upstream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Registry } from 'prom-client';
import type { UsageRow } from '../../usage/ledger/usage-row.js';
import { LlmGatewayModule } from '../llm-gateway.module.js';

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

/** The platform's filter in little: every error in OpenAI's shape. */
@Catch()
class OpenAiFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (reply.sent || reply.raw.headersSent) return;
    const answer = problemOf(error, 'req');
    void reply.status(answer.status).headers(answer.headers).send(openAiErrorOf(answer));
  }
}

export interface GatewayApp {
  app: NestFastifyApplication;
  baseUrl: string;
  database: RecordedDatabase;
}

/** The gateway as a running HTTP server, with the caller's key for its app and a recorded database; all else is real. */
export async function startGateway(env: Record<string, string>): Promise<GatewayApp> {
  const database = new RecordedDatabase();

  @Global()
  @Module({
    providers: [
      { provide: Database, useValue: database },
      { provide: Registry, useValue: new Registry() },
      // Nothing is edited here: the gateway runs on its environment.
      { provide: SettingsWatcher, useValue: { register: () => undefined } },
      { provide: APP_FILTER, useClass: OpenAiFilter },
    ],
    exports: [Database, Registry, SettingsWatcher],
  })
  class FakePlatformModule {}

  @Module({ imports: [FakePlatformModule, LlmGatewayModule] })
  class GatewayTestModule {}

  // Without a journal each answer waits for the database, which is what these tests look into.
  Object.assign(process.env, { USAGE_JOURNAL_DIR: 'off', ...env });
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
