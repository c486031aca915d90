import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { post, runningSandbox } from './running-sandbox.js';

const running = runningSandbox();
const client = () => new OpenAI({ apiKey: 'sk-test', baseURL: `${running.url}/v1`, maxRetries: 0 });
const fob = { model: 'sandbox-chat', messages: [{ role: 'user' as const, content: 'What does FOB mean?' }] };

describe('chat completions, through the official client', () => {
  it('answer in one piece with usage', async () => {
    const completion = await client().chat.completions.create(fob);
    expect(completion.choices[0]?.message.content).toContain('Free On Board');
    expect(completion.choices[0]?.finish_reason).toBe('stop');
    expect(completion.usage?.total_tokens).toBe(
      (completion.usage?.prompt_tokens ?? 0) + (completion.usage?.completion_tokens ?? 0),
    );
  });

  it('stream the same words: a role chunk first, a finish reason, then usage with no choices', async () => {
    const whole = await client().chat.completions.create(fob);
    const stream = await client().chat.completions.create({
      ...fob,
      stream: true,
      stream_options: { include_usage: true },
    });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    expect(chunks[0]?.choices[0]?.delta).toMatchObject({ role: 'assistant', content: '' });
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe(
      whole.choices[0]?.message.content,
    );
    expect(chunks.at(-2)?.choices[0]?.finish_reason).toBe('stop');
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: whole.usage });
    expect(chunks.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true);
  });

  it('end a stream with [DONE], and send no usage that was not asked for', async () => {
    const text = await (await post(`${running.url}/v1/chat/completions`, { ...fob, stream: true })).text();
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(text).not.toContain('"usage"');
  });

  it('stop at the token limit and at a stop sequence', async () => {
    const limited = await client().chat.completions.create({ ...fob, max_completion_tokens: 5 });
    expect(limited.choices[0]?.finish_reason).toBe('length');
    expect(limited.usage?.completion_tokens).toBe(5);
    const stopped = await client().chat.completions.create({ ...fob, stop: ['means'] });
    expect(stopped.choices[0]?.message.content).toBe('FOB (Free On Board) ');
  });

  it('echo for the echo model, whatever the characters', async () => {
    const content = '保温杯 🫙\n\n  "quoted" \\ end';
    const completion = await client().chat.completions.create({
      model: 'sandbox-echo',
      messages: [{ role: 'user', content }],
    });
    expect(completion.choices[0]?.message.content).toBe(content);
  });

  it('call the fitting tool with arguments from the question, then put its result in words', async () => {
    const tools: OpenAI.ChatCompletionTool[] = [
      {
        type: 'function',
        function: {
          name: 'get_weather',
          description: 'Weather of a city',
          parameters: { type: 'object', properties: { city: { type: 'string' } } },
        },
      },
      {
        type: 'function',
        function: {
          name: 'freight_quote',
          description: 'Quote the sea freight between two ports for a weight',
          parameters: {
            type: 'object',
            properties: { weight_kg: { type: 'number' }, mode: { type: 'string', enum: ['air', 'sea'] } },
            required: ['weight_kg', 'mode'],
          },
        },
      },
    ];
    const messages: OpenAI.ChatCompletionMessageParam[] = [
      { role: 'user', content: 'Please quote sea freight for 1200 kg to Felixstowe' },
    ];
    const first = await client().chat.completions.create({ model: 'm', messages, tools });
    const call = first.choices[0]?.message.tool_calls?.[0];
    if (call?.type !== 'function') throw new Error('no tool was called');
    expect(first.choices[0]?.finish_reason).toBe('tool_calls');
    expect(call.function.name).toBe('freight_quote');
    expect(JSON.parse(call.function.arguments)).toEqual({ weight_kg: 1200, mode: 'sea' });
    const second = await client().chat.completions.create({
      model: 'm',
      tools,
      messages: [
        ...messages,
        { role: 'assistant', tool_calls: [call] },
        { role: 'tool', tool_call_id: call.id, content: '{"price": 310, "currency": "USD"}' },
      ],
    });
    expect(second.choices[0]?.message.content).toContain('price 310, currency USD');
  });

  it('stream tool calls as a name and pieces of arguments', async () => {
    const stream = client().chat.completions.stream({
      model: 'm',
      messages: [{ role: 'user', content: 'look up "vacuum flasks"' }],
      tools: [
        {
          type: 'function',
          function: {
            name: 'search',
            description: 'Look up products',
            parameters: { type: 'object', properties: { query: { type: 'string' } } },
          },
        },
      ],
      tool_choice: { type: 'function', function: { name: 'search' } },
    });
    const message = (await stream.finalChatCompletion()).choices[0]?.message;
    const call = message?.tool_calls?.[0];
    expect(call?.type === 'function' && call.function.name).toBe('search');
    expect(call?.type === 'function' && JSON.parse(call.function.arguments)).toHaveProperty('query');
  });

  it('give an object for json_object and one of the schema for json_schema', async () => {
    const free = await client().chat.completions.create({ ...fob, response_format: { type: 'json_object' } });
    expect(JSON.parse(free.choices[0]?.message.content ?? '')).toHaveProperty('answer');
    const schema = {
      type: 'object',
      properties: {
        total: { type: 'integer' },
        mood: { enum: ['good', 'bad'] },
        note: { type: ['string', 'null'] },
        tags: { type: 'array', items: { type: 'string' } },
      },
      required: ['total', 'mood', 'note', 'tags'],
      additionalProperties: false,
    };
    const shaped = await client().chat.completions.create({
      model: 'm',
      messages: [{ role: 'user', content: 'A bad week. total: 17 crates.' }],
      response_format: { type: 'json_schema', json_schema: { name: 'x', schema, strict: true } },
    });
    expect(JSON.parse(shaped.choices[0]?.message.content ?? '')).toMatchObject({
      total: 17,
      mood: 'bad',
      note: expect.any(String),
      tags: expect.any(Array),
    });
  });

  it("refuse in OpenAI's shape: a bad field with its name, a missing model, a wrong key, broken JSON", async () => {
    const bad = await post(`${running.url}/v1/chat/completions`, {
      model: 'm',
      messages: [{ role: 'robot', content: 'x' }],
    });
    expect(bad.status).toBe(400);
    expect(await bad.json()).toMatchObject({ error: { type: 'invalid_request_error', param: 'messages.[0].role' } });
    await expect(client().chat.completions.create({ ...fob, model: 'missing-model' })).rejects.toMatchObject({
      status: 404,
      code: 'model_not_found',
    });
    await expect(
      new OpenAI({ apiKey: 'invalid', baseURL: `${running.url}/v1` }).models
        .list()
        .then(() => new OpenAI({ apiKey: 'invalid', baseURL: `${running.url}/v1` }).chat.completions.create(fob)),
    ).rejects.toMatchObject({ status: 401 });
    const broken = await fetch(`${running.url}/v1/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"model":',
    });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });
});

describe('the other endpoints, through the official client', () => {
  it('embed to unit vectors of the asked length, equal as floats and as base64', async () => {
    const input = ['steel vacuum flask', '不锈钢保温杯'];
    const floats = await client().embeddings.create({ model: 'e', input, dimensions: 64, encoding_format: 'float' });
    // The client asks for base64 unless told otherwise, and decodes it.
    const decoded = await client().embeddings.create({ model: 'e', input, dimensions: 64 });
    expect(decoded.data.map(({ embedding }) => Array.from(embedding))).toEqual(
      floats.data.map(({ embedding }) => embedding),
    );
    expect(floats.data[0]?.embedding).toHaveLength(64);
    expect(
      (await client().embeddings.create({ model: 'e', input: 'x', encoding_format: 'float' })).data[0]?.embedding,
    ).toHaveLength(384);
    expect(floats.usage.prompt_tokens).toBeGreaterThan(4);
  });

  it('list models and know one by name', async () => {
    const ids = (await client().models.list()).data.map(({ id }) => id);
    expect(ids).toContain('sandbox-chat');
    expect((await client().models.retrieve('sandbox-chat')).owned_by).toBe('tradewind-sandbox');
  });

  it('rerank documents given as texts or as objects', async () => {
    const response = await post(`${running.url}/v1/rerank`, {
      model: 'r',
      query: 'steel flask',
      documents: ['a towel', { text: 'steel vacuum flask 500 ml' }],
      top_n: 1,
      return_documents: true,
    });
    expect(await response.json()).toMatchObject({
      results: [{ index: 1, document: { text: 'steel vacuum flask 500 ml' } }],
    });
    expect((await post(`${running.url}/v1/rerank`, { query: 'x', documents: [] })).status).toBe(400);
  });
});
