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
      replicas.push(await createService({ name: 'risk-service', module: AppModule, defaultPort: 0 }));
    }
    // The connection to Redis is made while the first requests come; until then each process lets one request of a tenant through.
    for (let newcomer = 0; !(await countsInRedis(0, newcomer)) || !(await countsInRedis(1, newcomer)); newcomer++);
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

  const countsInRedis = async (replica: number, newcomer: number) => {
    const { key } = await db.tenant(`newcomer-${String(replica)}-${String(newcomer)}`);
    await get(replica, '/shadow-hunter/checks', key);
    return (await get(replica, '/shadow-hunter/checks', key)).status === 200;
  };

  it('counts a tenant in both, refuses with a problem document and Retry-After, and leaves other tenants alone', async () => {
    const { key } = await db.tenant('noisy');
    for (let index = 0; index < LIMIT; index++)
      expect((await get(index % 2, '/shadow-hunter/checks', key)).status).toBe(200);
    for (const replica of [0, 1]) {
      const refused = await get(replica, '/shadow-hunter/checks', key);
      expect(refused.status).toBe(429);
      expect(refused.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect(JSON.parse(refused.body)).toMatchObject({ code: 'quota.requests', status: 429 });
    }
    const other = await db.tenant('quiet');
    expect((await get(0, '/shadow-hunter/checks', other.key)).status).toBe(200);
  });

  it('refuses callers of /v1 in the words of the OpenAI API', async () => {
    const { key } = await db.tenant('chatty');
    for (let index = 0; index < LIMIT; index++) expect((await get(index % 2, '/v1/models', key)).status).toBe(200);
    const refused = await get(0, '/v1/models', key);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(JSON.parse(refused.body)).toMatchObject({ error: { type: 'rate_limit_error', code: 'quota.requests' } });
  });

  it('never counts health, readiness and metrics', async () => {
    for (const path of ['/healthz', '/metrics']) {
      for (let index = 0; index < 3 * LIMIT; index++) expect((await get(0, path)).status).toBe(200);
    }
    for (let index = 0; index < 3 * LIMIT; index++) expect((await get(0, '/readyz')).status).not.toBe(429);
  });
});
