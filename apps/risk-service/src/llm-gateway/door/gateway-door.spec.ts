import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startGateway, type GatewayApp } from '../testing/gateway-app.js';
import { json, ScriptedUpstream } from '../testing/scripted-upstream.js';

let upstream: ScriptedUpstream;
let gateway: GatewayApp;

function post(body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) {
  return fetch(`${gateway.baseUrl}/chat/completions`, {
    method: 'POST',
    body,
    headers: { authorization: 'Bearer app_door', ...headers },
  });
}

const chat = JSON.stringify({ model: 'tradewind-chat', messages: [{ role: 'user', content: 'FOB?' }] });

describe.each([
  ['past Fastify', true],
  ['through Fastify', false],
])('the door of /v1, %s', (_way, shortWay) => {
  beforeAll(async () => {
    upstream = new ScriptedUpstream();
    gateway = await startGateway(await upstream.listen(), {}, { shortWay });
  });
  afterAll(async () => {
    await gateway.app.close();
    await upstream.close();
  });
  afterEach(() => {
    gateway.database.rows.length = 0;
  });

  it.each([
    ['broken JSON', '{"model":', 'request.malformed'],
    ['an empty body', '', 'request.malformed'],
    ['a poisoned prototype', '{"__proto__":{"stream":true}}', 'request.malformed'],
    ['one that is written in escapes', String.raw`{"\u005f_proto__":{"stream":true}}`, 'request.malformed'],
    ['a body that is too deep', `{"messages":${'['.repeat(70)}${']'.repeat(70)}}`, 'request.too_deep'],
  ])('refuses %s in the shape of the OpenAI API, and books the refusal', async (_what, body, code) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { type: 'invalid_request_error', code } });
    expect(gateway.database.rows).toMatchObject([{ outcome: 'refused', status: 400, error_code: code, usage: 'none' }]);
  });

  it('refuses what is not JSON, and what is too large', async () => {
    expect((await post(chat, { 'content-type': 'text/html' })).status).toBe(415);
    const large = await post(`"${'x'.repeat(1_100_000)}"`);
    expect(large.status).toBe(413);
    expect(await large.json()).toMatchObject({ error: { code: 'request.too_large' } });
  });

  it('passes bytes on that are no UTF-8, and text beyond ASCII, just as they came', async () => {
    const spelled =
      '{"choices":[{"message":{"content":"离岸 é 😀"}}],"usage":{"prompt_tokens":1,"completion_tokens":1}}';
    const odd = Buffer.concat([Buffer.from('{"note":"'), Buffer.from([0xff, 0xc3]), Buffer.from('","choices":[]}')]);
    for (const bytes of [Buffer.from(spelled), odd]) {
      upstream.play((response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(bytes);
      });
      const answer = await post(chat);
      expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
      expect(answer.headers.get('content-length')).toBe(String(bytes.length));
    }
  });

  it('tells what a call has used', async () => {
    upstream.play(json({ choices: [], usage: { prompt_tokens: 9, completion_tokens: 4 } }));
    const { headers } = await post(chat);
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-upstream-calls': '1',
      'x-upstream-input-tokens': '9',
      'x-upstream-output-tokens': '4',
      'content-type': 'application/json; charset=utf-8',
    });
  });
});
