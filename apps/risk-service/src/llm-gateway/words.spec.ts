import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { Registry } from 'prom-client';
import { startGateway, type GatewayApp } from './testing/gateway-app.js';
import { events, json, ScriptedUpstream } from './testing/scripted-upstream.js';

const upstream = new ScriptedUpstream();
let gateway: GatewayApp;
let openai: OpenAI;

const usage = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 };
const chunk = (content: string) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
const ask = (content: string) => ({ model: 'tradewind-chat', messages: [{ role: 'user' as const, content }] });

beforeAll(async () => {
  const url = await upstream.listen();
  gateway = await startGateway(url, {
    GATEWAY_WORDS: JSON.stringify([
      { pattern: '军火', action: 'block' },
      { pattern: 'Secret Project', action: 'mask' },
      { pattern: 'competitor', action: 'log' },
    ]),
  });
  openai = new OpenAI({ baseURL: gateway.baseUrl, apiKey: 'app_words', maxRetries: 2 });
});
afterAll(async () => {
  await gateway.app.close();
  await upstream.close();
});
afterEach(() => {
  gateway.database.rows.length = 0;
});

describe('sensitive words', () => {
  it('block a request before anything is sent, once, without saying which word it was', async () => {
    upstream.play(json({}));
    const failure: unknown = await openai.chat.completions
      .create(ask('买 军\u200B 火'))
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ status: 400, code: 'content.blocked' });
    expect(JSON.stringify(failure)).not.toContain('军火');
    expect(upstream.received).toHaveLength(0);
    expect(gateway.database.rows).toMatchObject([
      {
        outcome: 'refused',
        error_code: 'content.blocked',
        usage: 'none',
        word_hits: [{ pattern: '军火', action: 'block', in: 'input', count: 1 }],
      },
    ]);
  });

  it('mask a request and leave every other byte of it', async () => {
    const message = { role: 'assistant', content: 'ok' };
    upstream.play(json({ choices: [{ index: 0, finish_reason: 'stop', message }], usage }));
    const body = { ...ask('about ｓｅｃｒｅｔ　project "x"'), x_big: 1.5 };
    await openai.chat.completions.create(body);
    const sent = JSON.stringify({ ...body, model: 'm' });
    expect(upstream.received[0]?.body).toBe(sent.replace('ｓｅｃｒｅｔ　project', '**************'));
  });

  it('mask an answer that is one document and leave the rest byte for byte', async () => {
    const answer = `{"id":"1", "big":12345678901234567890,"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"the secret project"}}],"usage":${JSON.stringify(usage)}}`;
    upstream.play((response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    });
    const response = await openai.chat.completions.create(ask('x')).asResponse();
    expect(await response.text()).toBe(answer.replace('secret project', '**************'));
  });

  it('end a stream in the middle with an error and no [DONE], abort the upstream, and book it once', async () => {
    upstream.play((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(chunk('we sell '));
      setTimeout(() => response.write(chunk('军')), 20);
      setTimeout(() => response.write(chunk('火 today')), 40);
    });
    const response = await openai.chat.completions.create({ ...ask('x'), stream: true }).asResponse();
    const text = await response.text();
    expect(text.startsWith(chunk('we sell '))).toBe(true);
    expect(text).toMatch(/data: \{"error":\{.*"code":"content.blocked"\}\}\n\n$/);
    expect(text).not.toMatch(/军|火|DONE/);
    await upstream.received[0]?.closed;
    expect(gateway.database.rows).toMatchObject([
      { outcome: 'refused', error_code: 'content.blocked', usage: 'estimated', word_hits: [{ in: 'output' }] },
    ]);
  });

  it('refuse a stream by status when its first words are blocked', async () => {
    upstream.play(events(chunk('军火')));
    await expect(openai.chat.completions.create({ ...ask('x'), stream: true })).rejects.toMatchObject({
      status: 400,
      code: 'content.blocked',
    });
    expect(upstream.received).toHaveLength(1);
  });

  it('are only counted where that is all they are to be', async () => {
    const message = { role: 'assistant', content: 'Competitor? COMPETITOR!' };
    upstream.play(json({ choices: [{ index: 0, finish_reason: 'stop', message }], usage }));
    const answer = await openai.chat.completions.create(ask('x'));
    expect(answer.choices[0]?.message.content).toBe(message.content);
    expect(gateway.database.rows).toMatchObject([
      { outcome: 'ok', word_hits: [{ pattern: 'competitor', action: 'log', in: 'output', count: 2 }] },
    ]);
  });

  it('are counted for Prometheus by action and direction, each of them, and never by name', async () => {
    const counter = gateway.app.get(Registry).getSingleMetric('gateway_word_hits_total');
    const counts = async () =>
      Object.fromEntries(
        (await counter?.get())?.values.map(({ labels, value }) => [Object.values(labels).join(' '), value]) ?? [],
      );
    const before = await counts();
    expect(Object.keys(before).sort()).toEqual(
      ['block', 'mask', 'log'].flatMap((action) => [`${action} input`, `${action} output`]).sort(),
    );
    const message = { role: 'assistant', content: 'Competitor? COMPETITOR! The secret project.' };
    upstream.play(json({ choices: [{ index: 0, finish_reason: 'stop', message }], usage }));
    await openai.chat.completions.create(ask('competitor'));
    await openai.chat.completions.create(ask('军火')).catch(() => undefined);
    const after = await counts();
    const added = Object.entries(after).map(([labels, count]) => [labels, count - (before[labels] ?? 0)]);
    expect(Object.fromEntries(added)).toEqual({
      'block input': 1,
      'block output': 0,
      'mask input': 0,
      'mask output': 1,
      'log input': 1,
      'log output': 2,
    });
  });
});
