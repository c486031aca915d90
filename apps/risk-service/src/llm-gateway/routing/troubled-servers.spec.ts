import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { startGateway, type GatewayApp } from '../testing/gateway-app.js';
import { json, ScriptedUpstream, type Script } from '../testing/scripted-upstream.js';

const completion = (content: string) => ({
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
});

describe('a server in trouble', () => {
  const troubled = new ScriptedUpstream();
  const spare = new ScriptedUpstream();
  let gateway: GatewayApp;

  beforeAll(async () => {
    const [first, second] = [await troubled.listen(), await spare.listen()];
    // A server of its own for each test: what is known of one must not reach the next.
    const names = ['narrow', 'asking', 'failing'];
    const servers = names.map((name) => [name, { base_url: first, limit: 1, max_waiting: 1 }] as const);
    const routes = names.map((server) => [
      server,
      {
        kind: 'chat',
        servers: [
          { server, model: 'm' },
          { server: 'spare', model: 'm', weight: 0 },
        ],
      },
    ]);
    gateway = await startGateway(first, {
      GATEWAY_SERVERS: JSON.stringify({ ...Object.fromEntries(servers), spare: { base_url: second } }),
      GATEWAY_ROUTES: JSON.stringify(Object.fromEntries(routes)),
      GATEWAY_PRICES: '{}',
    });
    spare.play(json(completion('spare')));
  });

  afterAll(async () => {
    await gateway.app.close();
    await Promise.all([troubled.close(), spare.close()]);
  });

  async function ask(model: string): Promise<string | null | undefined> {
    const client = new OpenAI({ baseURL: gateway.baseUrl, apiKey: 'app_1', maxRetries: 0 });
    const answer = await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Hello' }] });
    return answer.choices[0]?.message.content;
  }

  it('with a full queue gives up its oldest caller, who is served by the next server', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const held: Script = async (response, request) => {
      await released;
      await json(completion('narrow'))(response, request);
    };
    troubled.play(held);
    const running = ask('narrow');
    while (troubled.received.length === 0) await delay(5);
    const oldest = ask('narrow');
    await delay(50);
    const newest = ask('narrow');
    expect(await oldest).toBe('spare');
    release();
    expect(await Promise.all([running, newest])).toEqual(['narrow', 'narrow']);
  });

  it('that asks to be left alone is, for as long as it said, by all calls', async () => {
    troubled.play(json({ error: { message: 'slow down' } }, 429, { 'retry-after': '60' }));
    expect(await ask('asking')).toBe('spare');
    expect(await Promise.all([ask('asking'), ask('asking')])).toEqual(['spare', 'spare']);
    expect(troubled.received).toHaveLength(1);
  });

  it('that has failed five times is not asked again', async () => {
    troubled.play(json({ error: { message: 'broken' } }, 500));
    for (let n = 0; n < 8; n += 1) expect(await ask('failing')).toBe('spare');
    expect(troubled.received).toHaveLength(5);
  });
});
