import { afterAll, describe, expect, it } from '@jest/globals';
import { ApiKey, App, AuditList, NewApiKey, ReplicaList, SettingsHeadList, Tenant } from '@tradewind/contracts';
import { admin, current, IN_FORCE_MS, undo } from './support/admin.js';
import { call, until, type Answer } from './support/product.js';

const WORD = '禁运品代号';

function ask(content: string, key?: string): Promise<Answer> {
  return call('/v1/chat/completions', {
    body: { model: 'tradewind-chat', messages: [{ role: 'user', content }] },
    key,
  });
}

describe('settings', () => {
  afterAll(async () => {
    for (const section of ['words', 'limits']) await undo(section);
  });

  it('are in force on every process within 5 s of an edit, and are undone by a revert', async () => {
    const { version } = await current('words');
    const edit = { version, body: { words: [{ pattern: WORD, action: 'block', applies_to: 'input' }] } };
    expect(await admin('PUT', 'settings/words?dry_run=true', edit)).toMatchObject({ status: 200 });
    expect((await current('words')).version).toBe(version);
    expect(await admin('PUT', 'settings/words', edit)).toMatchObject({
      status: 200,
      body: { version: version + 1, author: 'e2e', source: 'database' },
    });
    expect(await admin('PUT', 'settings/words', edit)).toMatchObject({
      status: 409,
      body: { code: 'settings.version_conflict' },
    });
    const blocked = await until(
      () => ask(`给我${WORD}`),
      ({ status }) => status !== 200,
      IN_FORCE_MS,
    );
    expect(blocked).toMatchObject({ status: 400, body: { error: { code: 'content.blocked' } } });
    await admin('POST', 'settings/words/revert', { version: version + 1, to: version });
    await until(
      () => ask(`给我${WORD}`),
      ({ status }) => status === 200,
      IN_FORCE_MS,
    );
    const history = SettingsHeadList.parse((await admin('GET', 'settings/words/revisions?limit=2')).body);
    expect(history.data.map((head) => head.version)).toEqual([version + 2, version + 1]);
  });

  it('reach the budgets of both services and of the worker', async () => {
    const { version } = await current('limits');
    const body = { budgets: { 'omni-rag.rerank': { limit: 6 }, 'shadow-hunter.search': { limit: 9 } } };
    const since = new Date();
    expect(await admin('PUT', 'settings/limits', { version, body })).toMatchObject({ status: 200 });
    // A process that was killed is listed for a while, and not heard of any more.
    const inForceIn = (all: ReplicaList['data']) =>
      all
        .filter(({ versions, seen_at: seenAt }) => versions['limits'] === version + 1 && new Date(seenAt) >= since)
        .map(({ service }) => service);
    const replicas = await until(
      async () => ReplicaList.parse((await admin('GET', 'replicas')).body).data,
      (all) => inForceIn(all).length >= 3,
      IN_FORCE_MS,
    );
    expect(new Set(inForceIn(replicas))).toEqual(new Set(['risk-service', 'catalog-service', 'catalog-worker']));
  });

  it.each([
    ['routes', { m: { kind: 'chat', servers: [{ server: 'nowhere', model: 'm' }] } }, 'body.m.servers.0.server'],
    ['limits', { budgets: { 'nexus-assess.llm': { limit: 0 } } }, 'body.budgets.nexus-assess.llm.limit'],
    ['limits', { servers: { nowhere: { limit: 1 } } }, 'body.servers.nowhere'],
    ['prices', { currency: 'USD', models: { nothing: { input_per_million: 1 } } }, 'body.models.nothing'],
    ['words', { words: [{ pattern: ' ', action: 'block' }] }, 'body.words.0.pattern'],
    ['servers', { llm: { base_url: 'ftp://x' } }, 'body.llm.base_url'],
    ['servers', { llm: { api_key: { variable: 'ADMIN_KEY' } } }, 'body.llm.api_key.variable'],
  ])('refuse a bad edit of %s and name the field', async (section, body, path) => {
    const { version } = await current(section);
    const answer = await admin('PUT', `settings/${section}`, { version, body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect(JSON.stringify(answer.body)).toContain(`"path":"${path}"`);
    expect((await current(section)).version).toBe(version);
  });

  it('are closed to everybody without the admin key', async () => {
    for (const path of ['settings', 'settings/words', 'replicas', 'audit', 'tenants', 'apps', 'keys', 'usage']) {
      expect((await call(`/admin/${path}`)).status).toBe(401);
      expect((await call(`/admin/${path}`, { key: null })).status).toBe(401);
    }
  });
});

describe('tenants, apps and keys', () => {
  it('are made, narrowed, rotated and revoked while the product runs, and all of it is written down', async () => {
    const name = `e2e ${String(Date.now())}`;
    const tenant = Tenant.parse((await admin('POST', 'tenants', { name })).body);
    expect(await admin('POST', 'tenants', { name })).toMatchObject({ status: 409, body: { code: 'name.taken' } });
    const app = App.parse(
      (
        await admin('POST', 'apps', {
          tenant_id: tenant.id,
          name: 'shop',
          allowed_models: ['tradewind-embed'],
          daily_budget: { amount: '2.50', currency: 'USD' },
        })
      ).body,
    );
    expect(app).toMatchObject({ daily_budget: { amount: '2.5', currency: 'USD' }, monthly_budget: null });
    const made = NewApiKey.parse((await admin('POST', 'keys', { app_id: app.id, scopes: ['gateway'] })).body);
    const notAllowed = await until(
      () => ask('hello', made.key),
      ({ status }) => status === 404,
      IN_FORCE_MS,
    );
    expect(notAllowed.body).toMatchObject({ error: { code: 'model_not_found' } });
    expect(await call('/deal-brain/search', { body: { query: 'cup' }, key: made.key })).toMatchObject({
      status: 403,
      body: { code: 'auth.scope_missing' },
    });

    const opened = await admin('PATCH', `apps/${app.id}`, { version: app.version, allowed_models: null });
    expect(opened).toMatchObject({ status: 200, body: { version: app.version + 1, allowed_models: null } });
    expect(await admin('PATCH', `apps/${app.id}`, { version: app.version, name: 'late' })).toMatchObject({
      status: 409,
      body: { code: 'app.version_conflict' },
    });
    await until(
      () => ask('hello', made.key),
      ({ status }) => status === 200,
      IN_FORCE_MS,
    );

    const next = NewApiKey.parse((await admin('POST', `keys/${made.id}/rotate`, { grace_seconds: 0 })).body);
    expect(next.scopes).toEqual(['gateway']);
    expect((await ask('hello', next.key)).status).toBe(200);
    await until(
      () => ask('hello', made.key),
      ({ status }) => status === 401,
      IN_FORCE_MS,
    );
    expect(ApiKey.parse((await admin('DELETE', `keys/${next.id}`)).body).status).toBe('revoked');
    await until(
      () => ask('hello', next.key),
      ({ status }) => status === 401,
      IN_FORCE_MS,
    );

    const { data } = AuditList.parse((await admin('GET', `audit?resource=key/${made.id}`)).body);
    expect(data.map(({ action, actor }) => `${action} by ${actor}`)).toEqual(['rotate by e2e', 'create by e2e']);
    const text = JSON.stringify(data);
    for (const secret of [made.key, next.key]) expect(text).not.toContain(secret);
  });
});
