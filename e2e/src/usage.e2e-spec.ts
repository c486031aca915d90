import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { UsageReportRow } from '@tradewind/contracts';
import OpenAI from 'openai';
import { z } from 'zod';
import { admin, newApp, newAppOf, type TestApp } from './support/admin.js';
import { call, product } from './support/product.js';
import { resetDials, turnDial } from './support/sandbox.js';
import { booked, rebuildStatistics, usageReport } from './support/usage.js';

const HOUR_MS = 3_600_000;
/** From the hour before this run on, so that a change of the hour in the middle of it does no harm. */
const SINCE = new Date(Date.now() - HOUR_MS).toISOString();

/** Prices of the environment per million tokens, in and out. */
const PRICES = { 'tradewind-chat': [0.15, 0.6], 'tradewind-embed': [0.02, 0] } as const;
const Answer = z.object({ usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int().optional() }) });

/** What callers of a model have been told they used. */
class Told {
  requests = 0;
  input = 0;
  output = 0;

  constructor(readonly model: keyof typeof PRICES) {}

  add(answer: unknown): void {
    const { usage } = Answer.parse(answer);
    this.requests += 1;
    this.input += usage.prompt_tokens;
    this.output += usage.completion_tokens ?? 0;
  }

  get cost(): number {
    const [input, output] = PRICES[this.model];
    return (this.input * input + this.output * output) / 1e6;
  }
}

describe('usage', () => {
  /** Calls that are all answered. */
  let shop: TestApp;
  /** One that is answered, two that are refused, one that fails and one whose client leaves. */
  let office: TestApp;
  const chats = new Told('tradewind-chat');
  const embeddings = new Told('tradewind-embed');

  const question = { model: 'tradewind-chat', messages: [{ role: 'user' as const, content: 'What does FOB mean?' }] };
  const chat = (app: TestApp, fields: object = {}) =>
    call('/v1/chat/completions', { key: app.key, body: { ...question, ...fields } });
  const streamed = (app: TestApp) =>
    new OpenAI({ baseURL: `${product().edgeUrl}/v1`, apiKey: app.key, maxRetries: 0 }).chat.completions.create({
      ...question,
      stream: true,
      stream_options: { include_usage: true },
    });

  beforeAll(async () => {
    shop = await newApp('usage');
    office = await newAppOf(shop.tenantId, 'office, "upstairs"');
    for (let round = 0; round < 3; round += 1) chats.add((await chat(shop)).body);
    for await (const chunk of await streamed(shop)) if (chunk.usage) chats.add(chunk);
    const texts = { model: 'tradewind-embed', input: ['保温杯', 'flask'] };
    embeddings.add((await call('/v1/embeddings', { key: shop.key, body: texts })).body);

    expect((await chat(office)).status).toBe(200);
    expect((await chat(office, { temperature: 3 })).status).toBe(400);
    expect((await chat(office, { model: 'no-such-model' })).status).toBe(404);
    await turnDial({ kind: 'llm', error_rate: 1, error_status: 500 });
    expect((await chat(office)).status).toBe(502);
    await resetDials();
    await turnDial({ kind: 'llm', slow_body_ms: 50 });
    for await (const _first of await streamed(office)) break;
    await booked(shop.appId, 5);
    await booked(office.appId, 5);
    await rebuildStatistics();
  });
  afterAll(resetDials);

  /** The report's rows of one of the apps; by day, which there may be two of. */
  async function rowsOf(app: TestApp, groupBy: string): Promise<UsageReportRow[]> {
    const rows = await usageReport({ group_by: groupBy, from: SINCE, granularity: 'day' });
    return rows.filter(({ app_id: id }) => id === app.appId);
  }
  const sum = (rows: readonly UsageReportRow[], of: (row: UsageReportRow) => number) =>
    rows.reduce((total, row) => total + of(row), 0);

  it('is, by server and model, what the callers were told', async () => {
    const rows = await rowsOf(shop, 'app,server,model');
    for (const [server, told] of Object.entries({ llm: chats, embedding: embeddings })) {
      const own = rows.filter((row) => row.server === server && row.model === told.model);
      expect({
        requests: sum(own, ({ requests }) => requests),
        ok: sum(own, ({ ok }) => ok),
        estimated: sum(own, ({ estimated }) => estimated),
        input: sum(own, (row) => row.input_tokens),
        output: sum(own, (row) => row.output_tokens),
      }).toEqual({ requests: told.requests, ok: told.requests, estimated: 0, input: told.input, output: told.output });
      expect(sum(own, ({ cost }) => Number(cost.amount))).toBeCloseTo(told.cost, 6);
      for (const { latency_ms: latency } of own) expect(latency?.p95).toBeGreaterThanOrEqual(latency?.p50 ?? Infinity);
    }
    expect(sum(rows, ({ requests }) => requests)).toBe(chats.requests + embeddings.requests);
  });

  it('tells refused, failed and aborted calls from answered ones, also those that reached no server or had no model', async () => {
    const rows = await rowsOf(office, 'app,server,model');
    const of = (server: string | null, model: string) => {
      const own = rows.filter((row) => row.server === server && row.model === model);
      return {
        ok: sum(own, ({ ok }) => ok),
        refused: sum(own, ({ errors }) => errors.refused),
        failed: sum(own, ({ errors }) => errors.failed),
        aborted: sum(own, ({ errors }) => errors.aborted),
        // Of the one whose client left before the upstream had told what it used.
        estimated: sum(own, ({ estimated }) => estimated),
      };
    };
    expect(of('llm', 'tradewind-chat')).toEqual({ ok: 1, refused: 0, failed: 1, aborted: 1, estimated: 1 });
    expect(of(null, 'tradewind-chat')).toEqual({ ok: 0, refused: 1, failed: 0, aborted: 0, estimated: 0 });
    expect(of(null, 'no-such-model')).toEqual({ ok: 0, refused: 1, failed: 0, aborted: 0, estimated: 0 });
    expect(sum(rows, ({ requests }) => requests)).toBe(5);
  });

  it('made anew from the ledger by npm run usage:rebuild is what was counted bit by bit', async () => {
    const everything = () => usageReport({ group_by: 'tenant,app,feature,server,model', from: SINCE });
    const own = async () => (await everything()).filter(({ tenant_id: id }) => id === shop.tenantId);
    const counted = await own();
    const [, calls] = /those of the ledger: ([\d,]+) calls counted anew/.exec(await rebuildStatistics()) ?? [];
    expect(Number(calls?.replaceAll(',', ''))).toBeGreaterThanOrEqual(10);
    expect(await own()).toEqual(counted);
    expect(sum(counted, ({ requests }) => requests)).toBe(10);
  });

  it('is by the hour what it is by the day, in pages of any size, and nothing outside from and to', async () => {
    const figures = (rows: readonly UsageReportRow[]) =>
      rows
        .filter(({ app_id: id }) => id === office.appId)
        .map(({ requests, ok, input_tokens: input, cost }) => ({ requests, ok, input, cost: Number(cost.amount) }))
        .reduce((a, b) => ({
          requests: a.requests + b.requests,
          ok: a.ok + b.ok,
          input: a.input + b.input,
          cost: Number((a.cost + b.cost).toFixed(6)),
        }));
    const byDay = await usageReport({ group_by: 'app', from: SINCE, granularity: 'day' });
    const byHour = await usageReport({ group_by: 'app', from: SINCE, granularity: 'hour', limit: '1' });
    expect(figures(byHour)).toEqual(figures(byDay));
    for (const { start } of byHour) expect(start).toMatch(/T\d\d:00:00\.000Z$/);
    for (const { start } of byDay) expect(start).toMatch(/T00:00:00\.000Z$/);
    expect(await usageReport({ from: '2020-01-01T00:00:00Z', to: SINCE })).not.toContainEqual(
      expect.objectContaining({ app_id: shop.appId }),
    );
  });

  it('is the same as CSV, in which names with commas and quotes stay one cell', async () => {
    const parameters = { group_by: 'app,server', from: SINCE, granularity: 'day' };
    const answer = await admin('GET', `usage?${new URLSearchParams({ ...parameters, format: 'csv' }).toString()}`);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toContain('usage.csv');
    const [names = '', ...lines] = String(answer.body).split('\r\n');
    expect(names).toMatch(/^start,app_id,app,server,requests,ok,refused,failed,aborted,/);
    const rows = (await usageReport(parameters)).filter(({ app_id: id }) => id === office.appId);
    expect(lines.filter((line) => line.includes(office.appId))).toEqual(
      rows.map(({ start, server, requests, ok, errors: { refused, failed, aborted } }) =>
        expect.stringMatching(
          `^${start},${office.appId},"office, ""upstairs""",${server ?? ''},${String([requests, ok, refused, failed, aborted])},`,
        ),
      ),
    );
    expect(rows.length).toBeGreaterThanOrEqual(2);
  });
});
