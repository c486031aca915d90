import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { startGateway, type GatewayApp } from './testing/gateway-app.js';
import { recordedStreams } from './testing/recorded-streams.js';
import { events, json, ScriptedUpstream } from './testing/scripted-upstream.js';

const messages = [{ role: 'user' as const, content: 'What does FOB mean?' }];
const usage = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 };
const completion = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'upstream-model',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Free on board.' } }],
  usage,
};
const chunk = (fields: object) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', ...fields })}\n\n`;
const words = (content: string) => chunk({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
const stop = chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
const usageChunk = chunk({ choices: [], usage });
const done = 'data: [DONE]\n\n';

const first = new ScriptedUpstream();
const second = new ScriptedUpstream();
let gateway: GatewayApp;
let apps = 0;

function client(options: { maxRetries?: number; apiKey?: string } = {}): OpenAI {
  // An app of its own for each test: limits are per app.
  return new OpenAI({ baseURL: gateway.baseUrl, apiKey: `app_${String((apps += 1))}`, maxRetries: 0, ...options });
}

beforeAll(async () => {
  const llm = await first.listen();
  gateway = await startGateway(llm, {
    LLM_API_KEY: 'sk-upstream',
    LLM_MODEL: 'upstream-model',
    GATEWAY_SERVERS: JSON.stringify({ spare: { base_url: await second.listen() } }),
    GATEWAY_ROUTES: JSON.stringify({
      'tradewind-chat': { kind: 'chat', servers: [{ server: 'llm', model: 'upstream-model' }] },
      'with-spare': {
        kind: 'chat',
        servers: [
          { server: 'llm', model: 'upstream-model' },
          { server: 'spare', model: 'spare-model', weight: 0 },
        ],
      },
    }),
    GATEWAY_PRICES: JSON.stringify({ 'tradewind-chat': { input_per_million: 0.5, output_per_million: 2 } }),
    GATEWAY_KEY_REQUESTS_PER_MINUTE: '3',
    GATEWAY_KEEPALIVE_MS: '50',
  });
});

afterAll(async () => {
  await gateway.app.close();
  await Promise.all([first.close(), second.close()]);
});

afterEach(() => {
  gateway.database.rows.length = 0;
  gateway.database.beforeCommit = () => Promise.resolve();
});

describe('the official OpenAI client, JSON', () => {
  it('gets the answer, and the upstream gets the request as it was written, under its own model name and our key', async () => {
    first.play(json(completion));
    const body = {
      model: 'tradewind-chat',
      messages,
      seed: 12,
      logit_bias: { '50256': -100 },
      x_unknown: { a: [1.5] },
    };
    const answer = await client().chat.completions.create(body);
    expect(answer).toMatchObject(completion);
    expect(first.received[0]).toMatchObject({ path: '/v1/chat/completions', authorization: 'Bearer sk-upstream' });
    expect(first.received[0]?.body).toBe(JSON.stringify({ ...body, model: 'upstream-model' }));
  });

  it('has its tokens and their price in the ledger before the answer', async () => {
    first.play(json(completion));
    await client({ apiKey: 'app_x' }).chat.completions.create({ model: 'tradewind-chat', messages });
    expect(gateway.database.rows).toEqual([
      expect.objectContaining({
        tenant_id: 'tnt_1',
        app_id: 'app_x',
        model: 'tradewind-chat',
        server: 'llm',
        upstream_model: 'upstream-model',
        outcome: 'ok',
        status: 200,
        usage: 'exact',
        input_tokens: 9,
        output_tokens: 4,
        cost: '0.000012500000',
        currency: 'USD',
      }),
    ]);
  });

  it('gets no answer that could not be booked', async () => {
    first.play(json(completion));
    gateway.database.beforeCommit = () => Promise.reject(Object.assign(new Error('check'), { code: '23514' }));
    await expect(client().chat.completions.create({ model: 'tradewind-chat', messages })).rejects.toMatchObject({
      status: 503,
      code: 'ledger.unavailable',
    });
  });

  it('passes tools and tool calls through', async () => {
    const call = { id: 'call_1', type: 'function', function: { name: 'rate', arguments: '{"port":"宁波"}' } };
    const message = { role: 'assistant', content: null, tool_calls: [call] };
    first.play(json({ ...completion, choices: [{ index: 0, finish_reason: 'tool_calls', message }] }));
    const tools = [{ type: 'function' as const, function: { name: 'rate', parameters: { type: 'object' } } }];
    const answer = await client().chat.completions.create({ model: 'tradewind-chat', messages, tools });
    expect(answer.choices[0]?.message.tool_calls).toEqual([call]);
    expect(JSON.parse(first.received[0]?.body ?? '')).toMatchObject({ tools });
  });

  it('is told what the upstream finds wrong with the request', async () => {
    const error = {
      message: 'maximum context length is "8192"',
      type: 'invalid_request_error',
      param: 'messages',
      code: 'c',
    };
    first.play(json({ error }, 400));
    await expect(client().chat.completions.create({ model: 'tradewind-chat', messages })).rejects.toMatchObject({
      status: 400,
      error: { message: error.message, param: 'messages', code: 'c' },
    });
    expect(gateway.database.rows).toMatchObject([{ outcome: 'refused', status: 400, usage: 'none' }]);
  });

  it('learns nothing of our account with the upstream, and does not retry what cannot help', async () => {
    first.play(json({ error: { message: 'Incorrect API key sk-upstream' } }, 401));
    const failure: unknown = await client({ maxRetries: 2 })
      .chat.completions.create({ model: 'tradewind-chat', messages })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ status: 502, code: 'upstream.rejected' });
    expect(JSON.stringify(failure)).not.toContain('sk-upstream');
    expect(first.received).toHaveLength(1);
  });

  it('retries after a 429 when the upstream said, and succeeds', async () => {
    first.play(json({ error: { message: 'slow down' } }, 429, { 'retry-after-ms': '30' }), json(completion));
    const answer = await client({ maxRetries: 1 }).chat.completions.create({ model: 'tradewind-chat', messages });
    expect(answer.id).toBe('chatcmpl-1');
    expect(gateway.database.rows.map(({ outcome, error_code }) => [outcome, error_code])).toEqual([
      ['failed', 'upstream.rate_limited'],
      ['ok', null],
    ]);
  });

  it('is served by the next server when the first one fails before its first byte', async () => {
    first.play(json({}, 500));
    second.play(json(completion));
    await client().chat.completions.create({ model: 'with-spare', messages });
    expect(JSON.parse(second.received[0]?.body ?? '')).toMatchObject({ model: 'spare-model' });
    expect(gateway.database.rows).toMatchObject([
      { server: 'spare', upstream_model: 'spare-model', attempts: 2, outcome: 'ok' },
    ]);
  });

  it.each([
    ['an unknown model', { model: 'gpt-9', messages }, 404, 'model', /tradewind-chat/],
    [
      'a temperature of 3',
      { model: 'tradewind-chat', messages, temperature: 3 },
      400,
      'temperature',
      /between 0 and 2/,
    ],
    ['no messages', { model: 'tradewind-chat', messages: [] }, 400, 'messages', /messages/],
    [
      'a prompt of 10,001 characters over several messages',
      { model: 'tradewind-chat', messages: [...messages, { role: 'user' as const, content: 'x'.repeat(9_990) }] },
      400,
      'messages',
      /10000/,
    ],
  ])(
    'is refused %s before anything is sent, and the refusal is in the ledger',
    async (_, body, status, param, message) => {
      first.play(json(completion));
      await expect(client().chat.completions.create(body)).rejects.toMatchObject({
        status,
        param,
        message: expect.stringMatching(message),
      });
      expect(first.received).toHaveLength(0);
      expect(gateway.database.rows).toMatchObject([
        { model: body.model, outcome: 'refused', status, usage: 'none', cost: expect.stringMatching(/^0/) },
      ]);
    },
  );

  it('sees its limits on success, and above them a refusal that costs nothing and says when to come back', async () => {
    first.play(json(completion));
    const openai = client();
    const remaining: (string | null)[] = [];
    for (let call = 0; call < 3; call += 1) {
      const { response } = await openai.chat.completions.create({ model: 'tradewind-chat', messages }).withResponse();
      remaining.push(response.headers.get('x-ratelimit-remaining-requests'));
    }
    expect(remaining).toEqual(['2', '1', '0']);
    const refused: unknown = await openai.chat.completions
      .create({ model: 'tradewind-chat', messages })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(OpenAI.RateLimitError);
    expect(refused).toMatchObject({ status: 429, type: 'rate_limit_error', code: 'quota.requests' });
    const { headers } = refused as InstanceType<typeof OpenAI.RateLimitError>;
    expect(Number(headers?.get('retry-after-ms'))).toBeGreaterThan(50_000);
    expect(headers?.get('x-ratelimit-limit-requests')).toBe('3');
    expect(headers?.get('x-ratelimit-remaining-requests')).toBe('0');
    expect(first.received).toHaveLength(3);
    expect(gateway.database.rows.at(-1)).toMatchObject({ outcome: 'refused', status: 429, usage: 'none' });
  });
});

describe('the official OpenAI client, streams', () => {
  const request = { model: 'tradewind-chat', messages, stream: true as const };

  async function read(stream: AsyncIterable<OpenAI.ChatCompletionChunk>) {
    const chunks: OpenAI.ChatCompletionChunk[] = [];
    for await (const part of stream) chunks.push(part);
    return chunks;
  }

  it('gets every chunk but the usage it did not ask for, which is in the ledger', async () => {
    first.play(events(words('Free '), words('on board 离岸'), stop, usageChunk, done));
    const chunks = await read(await client().chat.completions.create(request));
    expect(chunks.map((part) => part.choices[0]?.delta.content ?? '').join('')).toBe('Free on board 离岸');
    expect(chunks.some((part) => part.usage)).toBe(false);
    expect(JSON.parse(first.received[0]?.body ?? '')).toMatchObject({ stream_options: { include_usage: true } });
    expect(gateway.database.rows).toMatchObject([
      { streamed: true, outcome: 'ok', usage: 'exact', input_tokens: 9, output_tokens: 4 },
    ]);
  });

  it('gets the usage it asked for', async () => {
    first.play(events(words('x'), stop, usageChunk, done));
    const chunks = await read(
      await client().chat.completions.create({ ...request, stream_options: { include_usage: true } }),
    );
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage });
  });

  it('gets streamed tool calls', async () => {
    const bytes = recordedStreams['a CRLF stream with comments'] ?? '';
    first.play(events(bytes));
    const chunks = await read(await client().chat.completions.create(request));
    const calls = chunks.flatMap((part) => part.choices[0]?.delta.tool_calls ?? []);
    expect(calls[0]?.function?.arguments).toBe('{"city":"宁波"}');
  });

  it('gets [DONE] only after its row is committed', async () => {
    let commit: () => void = () => undefined;
    gateway.database.beforeCommit = () => new Promise((resolve) => (commit = resolve));
    first.play(events(words('x'), stop, usageChunk, done));
    const response = await client().chat.completions.create(request).asResponse();
    let text = '';
    for await (const part of response.body ?? []) {
      text += Buffer.from(part).toString();
      if (!text.includes(': ping')) continue;
      expect(text).toContain('"stop"');
      if (gateway.database.rows.length === 0) expect(text).not.toContain('[DONE]');
      commit();
    }
    expect(text.endsWith(done)).toBe(true);
    expect(gateway.database.rows).toHaveLength(1);
  });

  it('gets an error and no [DONE] when the upstream breaks off, and pays by estimate for what came', async () => {
    first.play((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(words('one two three four'), () => response.destroy());
    });
    const seen: string[] = [];
    const stream = await client().chat.completions.create(request);
    await expect(
      (async () => {
        for await (const part of stream) seen.push(part.choices[0]?.delta.content ?? '');
      })(),
    ).rejects.toMatchObject({ code: 'upstream.interrupted' });
    expect(seen).toEqual(['one two three four']);
    expect(gateway.database.rows).toMatchObject([
      { outcome: 'failed', error_code: 'upstream.interrupted', usage: 'estimated', output_tokens: 5 },
    ]);
  });

  it('is kept alive while the first token is awaited, and then told of a failure inside the stream', async () => {
    let fail: () => void = () => undefined;
    first.play(async (response) => {
      await new Promise<void>((resolve) => (fail = resolve));
      response.writeHead(500).end();
    });
    const response = await client().chat.completions.create(request).asResponse();
    expect(response.status).toBe(200);
    let text = '';
    for await (const part of response.body ?? []) {
      text += Buffer.from(part).toString();
      fail();
    }
    expect(text).toMatch(/^(: ping\n\n)+data: \{"error":\{.*"code":"upstream.failed"\}\}\n\n$/);
  });

  it('ends the upstream when it aborts, and is booked once, by estimate', async () => {
    first.play((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      const timer = setInterval(() => response.write(words('word ')), 2);
      response.on('close', () => {
        clearInterval(timer);
      });
    });
    const stream = await client().chat.completions.create(request);
    let chunks = 0;
    for await (const part of stream) {
      expect(part.choices).toHaveLength(1);
      chunks += 1;
      if (chunks === 3) stream.controller.abort();
    }
    await first.received[0]?.closed;
    await until(() => gateway.database.rows.length > 0);
    expect(gateway.database.rows).toMatchObject([{ outcome: 'aborted', status: 499, usage: 'estimated' }]);
    expect(gateway.database.rows[0]?.output_tokens).toBeGreaterThanOrEqual(3);
  });

  it('is refused by status while nothing has been sent', async () => {
    first.play(json({}, 500));
    await expect(client().chat.completions.create(request)).rejects.toMatchObject({ status: 502 });
  });
});

describe('models', () => {
  it('lists the public names, and knows each', async () => {
    const names: string[] = [];
    for await (const model of client().models.list()) names.push(model.id);
    expect(names).toEqual(['tradewind-chat', 'with-spare']);
    await expect(client().models.retrieve('with-spare')).resolves.toMatchObject({ id: 'with-spare', object: 'model' });
    await expect(client().models.retrieve('gpt-9')).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  });
});

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
