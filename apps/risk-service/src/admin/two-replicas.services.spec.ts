import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { App, NewApiKey, ReplicaList, ServersSection, SettingsRevision, Tenant } from '@tradewind/contracts';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { z } from 'zod';
import { downstreamsAt } from '../llm-gateway/testing/downstreams.js';
import { json, ScriptedUpstream, type Script } from '../llm-gateway/testing/scripted-upstream.js';
import { startReplica, type Replica } from './testing/replica.js';

const ADMIN_KEY = 'the-admin-key-of-two-replicas';
const IN_FORCE_MS = 5_000;
const START_MS = 90_000;
const PLANTED = 'sk-planted-provider-key-3141592653';

const completion = (from: string) => ({
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: from } }],
  usage: { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 },
});

const Completion = z.object({ choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })]) });

describe('two replicas on one PostgreSQL and one Redis', () => {
  const first = new ScriptedUpstream();
  const second = new ScriptedUpstream();
  let test: TestDatabase;
  let replicas: Replica[] = [];
  let appId: string;
  let secondUrl: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    const llm = await first.listen();
    secondUrl = await second.listen();
    const env = {
      DATABASE_URL: test.url,
      REDIS_URL: process.env['REDIS_URL'] ?? '',
      // A busy machine is not a Redis that is away.
      UPSTREAM_REDIS_TIMEOUT_MS: '1000',
      ADMIN_KEY,
      ADMIN_REQUESTS_PER_MINUTE: '100000',
      SETTINGS_KEY: 'a sealing key of two replicas, long enough',
      TENANT_REQUESTS_PER_MINUTE: '0',
      ...downstreamsAt(llm),
      GATEWAY_LLM_LIMIT: '300',
      HTTP_MAX_CONNECTIONS: '300',
      GATEWAY_KEY_REQUESTS_PER_MINUTE: '100000',
      GATEWAY_KEY_TOKENS_PER_MINUTE: '100000000',
    };
    replicas = await Promise.all([startReplica(env), startReplica(env)]);
    const tenant = Tenant.parse(await admin('POST', 'tenants', { name: 'Haiyun' }));
    appId = App.parse(await admin('POST', 'apps', { tenant_id: tenant.id, name: 'shop' })).id;
  }, START_MS);

  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.stop()));
    await Promise.all([first.close(), second.close()]);
    await test.drop();
  }, START_MS);

  /** One of the two, in turn. */
  let turns = 0;
  function either(): Replica {
    const replica = replicas[(turns += 1) % replicas.length];
    if (replica === undefined) throw new Error('No replica runs.');
    return replica;
  }

  async function admin(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${either().url}/admin/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${ADMIN_KEY}`,
        'x-operator': 'li.wei',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.json();
  }

  const section = async (name: string) => SettingsRevision.parse(await admin('GET', `settings/${name}`));

  async function edit(name: string, change: (body: never) => unknown): Promise<SettingsRevision> {
    const { version, body } = await section(name);
    const answer = await admin('PUT', `settings/${name}`, { version, body: change(body as never) });
    return SettingsRevision.parse(answer);
  }

  async function newKey(wanted: object = {}): Promise<z.infer<typeof NewApiKey>> {
    return NewApiKey.parse(await admin('POST', 'keys', { app_id: appId, ...wanted }));
  }

  function chat(replica: Replica, key: string, fields: object = {}): Promise<Response> {
    return fetch(`${replica.url}/v1/chat/completions`, {
      method: 'POST',
      signal: AbortSignal.timeout(20_000),
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        model: 'tradewind-chat',
        messages: [{ role: 'user', content: 'What does FOB mean?' }],
        ...fields,
      }),
    });
  }

  const contentOf = async (answer: Response) => Completion.parse(await answer.json()).choices[0].message.content;

  async function inTime(
    what: () => boolean | Promise<boolean>,
    described: string,
    limitMs = IN_FORCE_MS,
  ): Promise<void> {
    const startedMs = performance.now();
    while (!(await what())) {
      if (performance.now() - startedMs > limitMs) throw new Error(`Not within ${String(limitMs)} ms: ${described}`);
      await delay(50);
    }
  }

  /** Resolves when both replicas show it, and fails when that takes longer than is promised. */
  async function onBoth(what: (replica: Replica) => Promise<boolean>): Promise<void> {
    await inTime(async () => (await Promise.all(replicas.map(what))).every(Boolean), 'both replicas show it');
  }

  it('take a new route, server, limit and word list within 5 s, while 200 calls in flight all finish as they began', async () => {
    const { key } = await newKey();
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const held: Script = async (response, request) => {
      await released;
      await json(completion('first'))(response, request);
    };
    first.play(held);
    second.play(json(completion('second')));
    const inFlight = Array.from({ length: 200 }, () => chat(either(), key));
    await inTime(() => first.received.length === 200, 'all calls are with the server', 20_000);

    await edit('servers', (body: object) => ({ ...body, spare: { base_url: secondUrl } }));
    await edit('routes', (body: object) => ({
      ...body,
      'tradewind-chat': { kind: 'chat', servers: [{ server: 'spare', model: 'm' }] },
    }));
    await onBoth(async (replica) => {
      const answer = await Promise.race([chat(replica, key), delay(300)]);
      return answer !== undefined && (await contentOf(answer)) === 'second';
    });
    // The server they run on goes altogether.
    await edit('servers', ({ llm: _gone, ...rest }: Record<string, unknown>) => rest);
    const limits = await edit('limits', (body: object) => ({ ...body, keys: { requests_per_minute: 777_777 } }));
    const words = await edit('words', () => ({ words: [{ pattern: '军火走私', action: 'block' }] }));
    await onBoth(async (replica) => (await chat(replica, key)).headers.get('x-ratelimit-limit-requests') === '777777');
    const forbidden = { messages: [{ role: 'user', content: '如何军火走私' }] };
    await onBoth(async (replica) => (await chat(replica, key, forbidden)).status === 400);
    await onBoth(async () => {
      const { data } = ReplicaList.parse(await admin('GET', 'replicas'));
      const current = data.filter(
        ({ versions }) => versions['limits'] === limits.version && versions['words'] === words.version,
      );
      return current.length === 2 && current.every(({ up_to_date: upToDate, error }) => upToDate && error === null);
    });
    release();
    const answers = await Promise.all(inFlight);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(200);
    expect(new Set(await Promise.all(answers.map(contentOf)))).toEqual(new Set(['first']));
  }, 60_000);

  it('go on with the last good settings when an edit is refused, whatever the reason', async () => {
    const { key } = await newKey();
    second.play(json(completion('second')));
    const routes = await section('routes');
    const refused = [
      { version: routes.version, body: { m: { kind: 'chat', servers: [{ server: 'nowhere', model: 'm' }] } } },
      { version: routes.version, body: { m: { kind: 'chat', servers: [] } } },
      { version: routes.version - 1, body: routes.body },
    ];
    const answers = [];
    for (const body of refused) answers.push(await admin('PUT', 'settings/routes', body));
    expect(answers).toMatchObject([
      { status: 400, errors: [{ path: 'body.m.servers.0.server' }] },
      { status: 400, errors: [{ path: 'body.m.servers' }] },
      { status: 409, code: 'settings.version_conflict' },
    ]);
    expect(await section('routes')).toEqual(routes);
    expect(await Promise.all(replicas.map(async (replica) => contentOf(await chat(replica, key))))).toEqual([
      'second',
      'second',
    ]);
  });

  it('no longer take a revoked key, or a scope that was taken away, within 5 s', async () => {
    second.play(json(completion('second')));
    const [revoked, narrowed] = await Promise.all([newKey(), newKey()]);
    for (const replica of replicas) {
      expect((await chat(replica, revoked.key)).status).toBe(200);
      expect((await chat(replica, narrowed.key)).status).toBe(200);
    }
    await admin('DELETE', `keys/${revoked.id}`);
    await admin('PATCH', `keys/${narrowed.id}`, { version: 1, scopes: ['risk'] });
    await onBoth(async (replica) => (await chat(replica, revoked.key)).status === 401);
    await onBoth(async (replica) => (await chat(replica, narrowed.key)).status === 403);
  }, 30_000);

  it.each([
    ['requests', { requests_per_minute: 20 }, 20],
    // Each call reserves 6 tokens of its prompt, or a few more, and 44 of its answer, and uses 20 in the end.
    ['tokens', { tokens_per_minute: 1_000 }, 1_000 / 20],
  ])('let no more %s through than the limit, of ten times as many attempts at once', async (_, rates, most) => {
    second.play(json(completion('second')));
    const { id, key } = await newKey({ rates });
    await onBoth(async () => {
      const { data } = ReplicaList.parse(await admin('GET', 'replicas'));
      return data.every(({ up_to_date: upToDate }) => upToDate);
    });
    const attempts = Array.from({ length: 200 }, () => chat(either(), key, { max_tokens: 44 }));
    const answers = await Promise.all(attempts);
    const passed = answers.filter(({ status }) => status === 200);
    expect(second.received.length).toBe(passed.length);
    expect(passed.length).toBeLessThanOrEqual(most);
    expect(passed.length).toBeGreaterThan(0);
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expect(answer.status).toBe(429);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    if ('requests_per_minute' in rates) expect(passed).toHaveLength(rates.requests_per_minute);
    await admin('DELETE', `keys/${id}`);
  });

  it('never show a provider key, and use it', async () => {
    const { key } = await newKey();
    await edit('servers', (body: object) => ({ ...body, keyed: { base_url: secondUrl, api_key: { value: PLANTED } } }));
    await edit('routes', (body: object) => ({
      ...body,
      keyed: { kind: 'chat', servers: [{ server: 'keyed', model: 'm' }] },
    }));
    second.play(json(completion('second')));
    await onBoth(async (replica) => (await chat(replica, key, { model: 'keyed' })).status === 200);
    expect(second.received.at(-1)?.authorization).toBe(`Bearer ${PLANTED}`);

    const { version, body } = await section('servers');
    const servers = ServersSection.parse(body);
    const elsewhere = { ...servers, keyed: { ...servers['keyed'], base_url: 'http://elsewhere.test/v1' } };
    const moved = await admin('PUT', 'settings/servers', { version, body: elsewhere });
    expect(moved).toMatchObject({ status: 400, errors: [{ path: 'body.keyed.api_key' }] });

    const shown = await Promise.all(
      ['settings/servers', 'settings/servers/revisions', 'audit', 'replicas'].map((path) => admin('GET', path)),
    );
    const stored = await test.dataSource.query<unknown[]>(
      `SELECT to_jsonb(r) FROM settings_revisions r UNION ALL SELECT to_jsonb(a) FROM audit_log a
       UNION ALL SELECT to_jsonb(k) || jsonb_build_object('text', encode(k.ciphertext, 'escape')) FROM sealed_keys k`,
    );
    const everything = JSON.stringify([shown, stored, replicas.map(({ log }) => log)]);
    expect(everything).toContain('"sealed"');
    expect(everything).not.toContain(PLANTED);
  }, 30_000);
});
