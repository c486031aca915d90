import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { embed, generateText, jsonSchema, streamText, tool } from 'ai';
import { startGateway, type GatewayApp } from './testing/gateway-app.js';
import { events, json, ScriptedUpstream } from './testing/scripted-upstream.js';

const upstream = new ScriptedUpstream();
let gateway: GatewayApp;

const usage = { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 };
const chunk = (fields: object) =>
  `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', ...fields })}\n\n`;
const delta = (fields: object, reason: string | null = null) =>
  chunk({ choices: [{ index: 0, delta: fields, finish_reason: reason }] });
const usageChunk = chunk({ choices: [], usage });
const done = 'data: [DONE]\n\n';

beforeAll(async () => {
  const url = await upstream.listen();
  gateway = await startGateway(url, {
    EMBEDDING_MODEL: 'e',
  });
});
afterAll(async () => {
  await gateway.app.close();
  await upstream.close();
});

const provider = () =>
  createOpenAICompatible({ name: 'tradewind', baseURL: gateway.baseUrl, apiKey: 'app_ai', includeUsage: true });
const model = () => provider().chatModel('tradewind-chat');

describe('the Vercel AI SDK', () => {
  it('generates text', async () => {
    const message = { role: 'assistant', content: 'Free on board.' };
    upstream.play(json({ id: '1', choices: [{ index: 0, finish_reason: 'stop', message }], usage }));
    const answer = await generateText({ model: model(), prompt: 'What does FOB mean?' });
    expect(answer.text).toBe('Free on board.');
    expect(answer.usage).toMatchObject({ inputTokens: 9, outputTokens: 4 });
  });

  it('streams text, with the usage', async () => {
    upstream.play(
      events(delta({ content: 'Free ' }), delta({ content: 'on board' }), delta({}, 'stop'), usageChunk, done),
    );
    const stream = streamText({ model: model(), prompt: 'What does FOB mean?' });
    let text = '';
    for await (const part of stream.textStream) text += part;
    expect(text).toBe('Free on board');
    expect(await stream.usage).toMatchObject({ inputTokens: 9, outputTokens: 4 });
  });

  it('calls tools', async () => {
    const call = { index: 0, id: 'call_1', type: 'function', function: { name: 'rate', arguments: '{"port":"宁波"}' } };
    upstream.play(events(delta({ tool_calls: [call] }), delta({}, 'tool_calls'), usageChunk, done));
    const rate = tool({
      description: 'Freight rate of a port',
      inputSchema: jsonSchema<{ port: string }>({ type: 'object', properties: { port: { type: 'string' } } }),
    });
    const stream = streamText({ model: model(), prompt: 'Rate?', tools: { rate } });
    expect(await stream.toolCalls).toMatchObject([{ toolName: 'rate', input: { port: '宁波' } }]);
  });

  it('is told of a failure in the middle of a stream', async () => {
    upstream.play((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(delta({ content: 'Free ' }), () => response.destroy());
    });
    const failures: unknown[] = [];
    const stream = streamText({
      model: model(),
      prompt: 'x',
      maxRetries: 0,
      onError: ({ error }) => {
        failures.push(error);
      },
    });
    await stream.consumeStream();
    expect(failures).toHaveLength(1);
  });

  it('embeds', async () => {
    upstream.play(json({ data: [{ index: 0, embedding: [0.1, 0.2] }], usage: { prompt_tokens: 3, total_tokens: 3 } }));
    const { embedding } = await embed({
      model: provider().textEmbeddingModel('tradewind-embed'),
      value: 'steel bottle',
    });
    expect(embedding).toEqual([0.1, 0.2]);
  });
});
