import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LiveSnapshot } from '@tradewind/contracts';
import { Budget } from '@tradewind/upstream/core';
import { Database } from '../database/database.js';
import { createService } from '../service/create-service.js';
import { webProviders } from '../service/web-providers.js';
import { LiveState } from './live-state.js';
import { LiveController } from './live.controller.js';

const ADMIN_KEY = 'an-admin-key-for-tests';
const database = new Budget('database', { limit: 3, queue: { maxWaiting: 1, maxWaitMs: 1, mode: 'reject-newest' } });
const upstream = { snapshot: () => ({ budgets: [], providers: [], backends: [] }) };

@Module({
  controllers: [LiveController],
  providers: [
    ...webProviders('catalog-service'),
    { provide: Database, useValue: {} },
    {
      provide: LiveState,
      useFactory: () => new LiveState({ service: 'catalog-service', upstream: () => upstream, database }),
    },
  ],
})
class TestModule {}

describe('GET /admin/live', () => {
  let app: NestFastifyApplication;
  let base: string;

  beforeEach(async () => {
    process.env['DATABASE_URL'] = 'postgres://nobody@127.0.0.1:1/none';
    process.env['LOG_LEVEL'] = 'silent';
    process.env['ADMIN_KEY'] = ADMIN_KEY;
    app = await createService({ name: 'test', module: TestModule, defaultPort: 0 });
    await app.listen(0, '127.0.0.1');
    base = await app.getUrl();
  });
  afterEach(() => app.close());

  const open = (path: string, key?: string) =>
    fetch(`${base}${path}`, key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } });

  it.each([
    ['no key', undefined, 'auth.missing_key'],
    ["a tenant's key", 'tw_0123456789', 'auth.invalid_key'],
  ])('is closed to %s', async (_who, key, code) => {
    const answer = await open('/admin/live', key);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code });
  });

  it('is not answered in the name of another service', async () => {
    const answer = await open('/admin/live/risk-service', ADMIN_KEY);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 'service.not_found' });
  });

  it.each(['/admin/live', '/admin/live/catalog-service'])(
    'at %s gives the state at once and ends when the service closes',
    async (path) => {
      const answer = await open(path, ADMIN_KEY);
      expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
      const reader = answer.body?.getReader();
      const text = new TextDecoder().decode((await reader?.read())?.value);
      const data = /^event: snapshot\ndata: (.*)\n\n$/.exec(text)?.[1] ?? '';
      expect(LiveSnapshot.parse(JSON.parse(data))).toMatchObject({
        service: 'catalog-service',
        database: { limit: 3 },
      });
      const closed = app.close();
      expect((await reader?.read())?.done).toBe(true);
      await closed;
    },
  );
});
