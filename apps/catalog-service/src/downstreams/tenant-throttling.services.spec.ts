import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createService } from '@tradewind/platform';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { AppModule } from '../app.module.js';

const LIMIT = 5;
/** Nothing is called in this file. */
const NOWHERE = 'http://127.0.0.1:9';

describe('tenant throttling over two processes with one Redis', () => {
  let db: TestDatabase;
  let replicas: NestFastifyApplication[];

  beforeAll(async () => {
    db = await createTestDatabase();
    Object.assign(process.env, {
      DATABASE_URL: db.url,
      DATABASE_KIND: 'postgres',
      LOG_LEVEL: 'silent',
      DB_POOL_SIZE: '2',
      TENANT_REQUESTS_PER_MINUTE: String(LIMIT),
      LLM_BASE_URL: NOWHERE,
      EMBEDDING_BASE_URL: NOWHERE,
      RERANK_BASE_URL: NOWHERE,
      SEARCH_BASE_URL: NOWHERE,
      LLM_MODEL: 'x',
      EMBEDDING_MODEL: 'x',
      RERANK_MODEL: 'x',
    });
    replicas = [];
    for (let index = 0; index < 2; index++) {
      replicas.push(await createService({ name: 'catalog-service', module: AppModule, defaultPort: 0 }));
    }
    // The connection to Redis is made while the first requests come; until then each process would count its own part.
    await new Promise((resolve) => setTimeout(resolve, 500));
  }, 60_000);
  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.close()));
    await db.drop();
  }, 30_000);

  const get = async (replica: number, url: string, key?: string) => {
    const app = replicas[replica];
    if (app === undefined) throw new Error('no such replica');
    const response = await app.inject({ url, headers: key === undefined ? {} : { authorization: `Bearer ${key}` } });
    return { status: response.statusCode, headers: response.headers, body: response.payload };
  };

  it('counts a tenant in both, refuses with a problem document and Retry-After, and leaves other tenants alone', async () => {
    const { key } = await db.tenant('noisy');
    for (let index = 0; index < LIMIT; index++) expect((await get(index % 2, '/tasks', key)).status).toBe(200);
    for (const replica of [0, 1]) {
      const refused = await get(replica, '/tasks', key);
      expect(refused.status).toBe(429);
      expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect(JSON.parse(refused.body)).toMatchObject({ code: 'quota.requests', status: 429 });
    }
    const other = await db.tenant('quiet');
    expect((await get(0, '/tasks', other.key)).status).toBe(200);
  });

  it('never counts health, readiness and metrics', async () => {
    for (const path of ['/healthz', '/metrics']) {
      for (let index = 0; index < 3 * LIMIT; index++) expect((await get(0, path)).status).toBe(200);
    }
    for (let index = 0; index < 3 * LIMIT; index++) expect((await get(0, '/readyz')).status).not.toBe(429);
  });
});
