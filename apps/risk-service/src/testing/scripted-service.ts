import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService } from '@tradewind/platform';
import { createTestDatabase } from '@tradewind/platform/testing';
import { type BudgetSnapshot, Upstream } from '@tradewind/upstream';
import { AppModule } from '../app.module.js';
import { ScriptedWeb } from './scripted-web.js';

export interface ScriptedService {
  readonly web: ScriptedWeb;
  readonly url: string;
  /** The service's own budgets, as it sees them now. */
  budgets(): Map<string, BudgetSnapshot>;
  post(path: string, body: object, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

/** The whole service behind HTTP, on PostgreSQL and the scripted web, with the budgets it is deployed with. */
export async function startScriptedService(env: Readonly<Record<string, string>> = {}): Promise<ScriptedService> {
  const database = await createTestDatabase();
  const web = new ScriptedWeb();
  const webUrl = await web.listen();
  const journal = mkdtempSync(join(tmpdir(), 'tradewind-journal-'));
  Object.assign(process.env, {
    ...{ DATABASE_URL: database.url, DATABASE_KIND: 'postgres', LOG_LEVEL: 'silent', USAGE_JOURNAL_DIR: journal },
    ...{ LLM_BASE_URL: `${webUrl}/v1`, LLM_MODEL: 'scripted', SEARCH_BASE_URL: webUrl },
    ...{ EMBEDDING_BASE_URL: webUrl, EMBEDDING_MODEL: 'x', RERANK_BASE_URL: webUrl, RERANK_MODEL: 'x' },
    ...{ SHADOW_HUNTER_ALLOW_PRIVATE_ADDRESSES: 'true', TENANT_REQUESTS_PER_MINUTE: '1000000' },
    ...env,
  });
  delete process.env['REDIS_URL'];
  const app: NestFastifyApplication = await createService({
    name: 'risk-service',
    module: AppModule,
    defaultPort: 0,
  });
  await app.listen(0, '127.0.0.1');
  const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
  const { key } = await database.tenant('scripted');
  const upstream = app.get(Upstream);
  return {
    web,
    url,
    budgets: () => new Map(upstream.snapshot().budgets.map((budget) => [budget.name, budget])),
    post: (path, body, headers = {}) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
    close: async () => {
      await app.close();
      await web.close();
      await database.drop();
      await rm(journal, { recursive: true, force: true });
    },
  };
}
