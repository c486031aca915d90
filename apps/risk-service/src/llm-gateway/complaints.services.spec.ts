import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { App, NewApiKey, ReplicaList, SettingsRevision, Tenant } from '@tradewind/contracts';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { redisProxy, type RedisProxy } from '@tradewind/upstream/testing';
import { z } from 'zod';
import { startReplica, type Replica } from '../admin/testing/replica.js';
import { downstreamsAt } from './testing/downstreams.js';
import { json, ScriptedUpstream } from './testing/scripted-upstream.js';

const ADMIN_KEY = 'the-admin-key-of-the-complaints';
const START_MS = 90_000;
/** Permits of the server, over all processes. */
const PERMITS = 20;

const completion = {
  id: 'c',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'ok' } }],
  usage: { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 },
};
const Models = z.object({ data: z.array(z.object({ id: z.string() })) });
const Calm = z.object({ level: z.enum(['trace', 'debug', 'info']) });

interface Ended {
  id: string;
  status: number;
  /** Of the answer. */
  text: string;
  tookMs: number;
}

/** What needs two processes, or a Redis that goes away; the others are in `complaints.spec.ts`. */
describe('what users of other gateways complain of, with several workers', () => {
  const upstream = new ScriptedUpstream();
  let test: TestDatabase;
  let redis: RedisProxy;
  let replicas: Replica[];
  let appId: string;
  let key: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    redis = await redisProxy(process.env['REDIS_URL'] ?? '');
    const url = await upstream.listen();
    const env = {
      DATABASE_URL: test.url,
      REDIS_URL: redis.url,
      // A busy machine is not a Redis that is away.
      UPSTREAM_REDIS_TIMEOUT_MS: '500',
      ADMIN_KEY,
      TENANT_REQUESTS_PER_MINUTE: '0',
      ...downstreamsAt(url),
      GATEWAY_LLM_LIMIT: String(PERMITS),
      GATEWAY_LLM_FLEET_LIMIT: String(PERMITS),
      GATEWAY_KEY_REQUESTS_PER_MINUTE: '1000000',
      GATEWAY_KEY_TOKENS_PER_MINUTE: '100000000',
    };
    replicas = await Promise.all([startReplica(env), startReplica(env)]);
    const tenant = Tenant.parse(await admin('POST', 'tenants', { name: 'Haiyun' }));
    appId = App.parse(await admin('POST', 'apps', { tenant_id: tenant.id, name: 'shop' })).id;
    key = NewApiKey.parse(await admin('POST', 'keys', { app_id: appId })).key;
  }, START_MS);

  afterAll(async () => {
    await Promise.all(replicas.map((replica) => replica.stop()));
    await Promise.all([upstream.close(), redis.close()]);
    await test.drop();
  }, START_MS);

  const replica = (index: number): Replica => {
    const found = replicas[index % replicas.length];
    if (found === undefined) throw new Error('No replica runs.');
    return found;
  };

  async function admin(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${replica(1).url}/admin/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${ADMIN_KEY}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.json();
  }

  async function edit(section: string, body: object): Promise<void> {
    const { version } = SettingsRevision.parse(await admin('GET', `settings/${section}`));
    SettingsRevision.parse(await admin('PUT', `settings/${section}`, { version, body }));
  }

  /** Resolves when all processes run what was written last. */
  async function inForce(): Promise<void> {
    for (;;) {
      const { data } = ReplicaList.parse(await admin('GET', 'replicas'));
      if (data.every(({ up_to_date: upToDate }) => upToDate)) return;
      await delay(50);
    }
  }

  let calls = 0;
  async function call(on: Replica): Promise<Ended> {
    const id = `complaint-${String((calls += 1))}`;
    const startedMs = performance.now();
    const answer = await fetch(`${on.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'x-request-id': id },
      body: JSON.stringify({ model: 'tradewind-chat', messages: [{ role: 'user', content: 'FOB?' }], max_tokens: 10 }),
    });
    const text = await answer.text();
    return { id, status: answer.status, text, tookMs: performance.now() - startedMs };
  }

  /** Calls again and again, on both in turn or on one, until `work` is done; what was answered, in order. */
  async function meanwhile(work: () => Promise<void>, on?: Replica): Promise<Ended[]> {
    const ended: Ended[] = [];
    let running = true;
    const caller = async (index: number): Promise<void> => {
      for (let turn = index; running; turn += 1) ended.push(await call(on ?? replica(turn)));
    };
    const callers = Promise.allSettled(Array.from({ length: 8 }, (_, index) => caller(index)));
    await work();
    running = false;
    await callers;
    return ended;
  }

  it('4: limits multiply by the number of workers, be they permits or rates', async () => {
    let [now, peak] = [0, 0];
    upstream.play(async (response, request) => {
      peak = Math.max(peak, (now += 1));
      await delay(20);
      now -= 1;
      await json(completion)(response, request);
    });
    const waited = await Promise.all(Array.from({ length: 200 }, (_, index) => call(replica(index))));
    expect(waited.filter(({ status }) => status !== 200)).toEqual([]);
    expect(peak).toBeLessThanOrEqual(PERMITS);

    const rate = 15;
    await edit('limits', { servers: { llm: { requests_per_minute: rate } } });
    await inForce();
    upstream.play(json(completion));
    const limited = await Promise.all(Array.from({ length: 10 * rate }, (_, index) => call(replica(index))));
    expect(limited.filter(({ status }) => status === 200)).toHaveLength(rate);
    expect(limited.filter(({ status }) => status === 429)).toHaveLength(9 * rate);
    expect(upstream.received).toHaveLength(rate);
    await edit('limits', {});
    await inForce();
  }, 30_000);

  it.each(['freeze', 'cut'] as const)(
    '8: with Redis down (%s) every request hangs while liveness passes, and a flood of log lines takes the processor',
    async (how) => {
      upstream.play(json(completion));
      await meanwhile(() => delay(300));
      const alarms = () =>
        replicas.flatMap(({ log }) => [...log]).filter((line) => !Calm.safeParse(parsed(line)).success).length;
      const before = alarms();
      const served = await meanwhile(async () => {
        redis[how]();
        await delay(2_000);
        for (const each of replicas) expect((await fetch(`${each.url}/readyz`)).status).toBe(200);
      });
      expect(served.length).toBeGreaterThan(20);
      expect(served.filter(({ status }) => status !== 200)).toEqual([]);
      expect(Math.max(...served.map(({ tookMs }) => tookMs))).toBeLessThan(2_500);
      // One to say so for each that notices, not one for each request.
      expect(alarms() - before).toBeLessThan(10);
      if (how === 'freeze') redis.thaw();
      else redis.restore();
      await delay(500);
      const after = await meanwhile(() => delay(300));
      expect(after.filter(({ status }) => status !== 200)).toEqual([]);
    },
    30_000,
  );

  it('11: a reload drops models for a moment, or makes replicas disagree', async () => {
    upstream.play(json(completion));
    const { body: routes } = SettingsRevision.parse(await admin('GET', 'settings/routes'));
    const other = { kind: 'chat', servers: [{ server: 'llm', model: 'm' }] };
    const ended = await meanwhile(async () => {
      for (let round = 0; round < 6; round += 1) {
        await edit('routes', round % 2 === 0 ? { ...routes, other } : routes);
        await edit('words', { words: [{ pattern: `word ${String(round)}`, action: 'mask' }] });
        await edit('limits', { servers: { llm: { limit: PERMITS + round } } });
      }
      await edit('routes', { ...routes, other });
      await inForce();
    });
    expect(ended.length).toBeGreaterThan(50);
    expect(ended.filter(({ status }) => status !== 200)).toEqual([]);
    const models = await Promise.all(
      replicas.map(async ({ url }) => {
        const answer = await fetch(`${url}/v1/models`, { headers: { authorization: `Bearer ${key}` } });
        return Models.parse(await answer.json()).data.map(({ id }) => id);
      }),
    );
    expect(models[0]).toContain('other');
    expect(models[1]).toEqual(models[0]);
  }, 30_000);

  it('11: usage that is kept in memory is lost when a rollout ends the process', async () => {
    upstream.play(json(completion));
    const first = replica(0);
    const ended = await meanwhile(async () => {
      await delay(1_000);
      // The one that goes has rows that are not in the database yet.
      await first.stop();
    }, first);
    replicas = replicas.slice(1);
    const answered = ended.filter(({ status }) => status === 200).map(({ id }) => id);
    expect(answered.length).toBeGreaterThan(20);
    const rows = await test.dataSource.query<{ request_id: string; times: number }[]>(
      'SELECT request_id, count(*)::integer AS times FROM usage_ledger WHERE request_id = ANY ($1) GROUP BY 1',
      [answered],
    );
    expect(rows).toHaveLength(answered.length);
    expect(rows.every(({ times }) => times === 1)).toBe(true);
  }, 30_000);
});

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
