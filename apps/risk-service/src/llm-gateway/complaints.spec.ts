import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startGateway, type GatewayApp } from './testing/gateway-app.js';
import { SettingsInForce } from './settings/settings-in-force.js';
import { json, type Script, ScriptedUpstream } from './testing/scripted-upstream.js';

/** More calls than this at once would not get a permit. */
const PERMITS = 2;
/** More than this may not wait, all bodies together. */
const WAITING_BYTES = 20_000;

const upstream = new ScriptedUpstream();
let gateway: GatewayApp;
let apps = 0;

const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
const message = { role: 'assistant', content: 'ok' };
const whole = json({ id: '1', choices: [{ index: 0, finish_reason: 'stop', message }], usage });
const chunk = (content: string) =>
  `data: ${JSON.stringify({ id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
const endless: Script = (response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const timer = setInterval(() => response.write(chunk('word ')), 3);
  response.once('close', () => {
    clearInterval(timer);
  });
};

beforeAll(async () => {
  const url = await upstream.listen();
  gateway = await startGateway(url, {
    GATEWAY_LLM_LIMIT: String(PERMITS),
    GATEWAY_KEY_REQUESTS_PER_MINUTE: '5',
    GATEWAY_KEY_TOKENS_PER_MINUTE: '100',
    GATEWAY_MAX_WAITING_BYTES: String(WAITING_BYTES),
    GATEWAY_KEEPALIVE_MS: '30',
    GATEWAY_WORDS: JSON.stringify([{ pattern: 'forbidden', action: 'block' }]),
  });
});
afterAll(async () => {
  await gateway.app.close();
  await upstream.close();
});
afterEach(() => {
  gateway.database.rows.length = 0;
});

/** An app of its own for each test: limits are per key. */
function caller() {
  const key = `app_complaint_${String((apps += 1))}`;
  return (fields: object = {}, signal?: AbortSignal): Promise<Response> =>
    fetch(`${gateway.baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({
        model: 'tradewind-chat',
        messages: [{ role: 'user', content: 'x' }],
        max_tokens: 5,
        ...fields,
      }),
      ...(signal && { signal }),
    });
}

/** One test for each complaint that can be provoked with one process; what needs more of them, or a Redis, is in `complaints.services.spec.ts`. */
describe('what users of other gateways complain of', () => {
  it('1: slots leak after aborts, and a key is refused for an hour', async () => {
    const call = caller();
    for (let round = 0; round < 2 * PERMITS; round += 1) {
      upstream.play(endless);
      const client = new AbortController();
      const response = await call({ stream: true, max_tokens: 1 }, client.signal);
      await response.body?.getReader().read();
      client.abort();
      await upstream.received[0]?.closed;
    }
    upstream.play(whole);
    expect((await call()).status).toBe(200);
  });

  it('2: concurrent requests slip past token limits that are checked and not reserved', async () => {
    const ATTEMPTS = 5;
    let decided = 0;
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    // Nobody gives tokens back before everybody has asked for some.
    const decide = (): void => {
      decided += 1;
      if (decided === ATTEMPTS) release();
    };
    upstream.play(async (response, request) => {
      decide();
      await released;
      await whole(response, request);
    });
    const call = caller();
    const statuses = await Promise.all(
      Array.from({ length: ATTEMPTS }, async () => {
        const { status } = await call({ max_tokens: 40 });
        if (status === 429) decide();
        return status;
      }),
    );
    expect(statuses.sort()).toEqual([200, 200, 429, 429, 429]);
    expect(upstream.received).toHaveLength(2);
  });

  it('2: a reservation larger than the limit blocks the first call', async () => {
    upstream.play(whole);
    expect((await caller()({ max_tokens: 5_000 })).status).toBe(200);
  });

  it('3: a refused request still eats quota', async () => {
    upstream.play(whole);
    const call = caller();
    for (const wrong of [{ temperature: 3 }, { model: 'nobody' }, { messages: [] }]) {
      expect((await call(wrong)).status).toBeGreaterThanOrEqual(400);
    }
    const statuses: number[] = [];
    for (let round = 0; round < 6; round += 1) statuses.push((await call()).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it('5: the upstream goes on generating after the client left, and the stream is billed zero or twice', async () => {
    upstream.play(endless);
    const client = new AbortController();
    const response = await caller()({ stream: true }, client.signal);
    await response.body?.getReader().read();
    client.abort();
    await upstream.received[0]?.closed;
    while (gateway.database.rows.length === 0) await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(gateway.database.rows).toHaveLength(1);
    expect(gateway.database.rows[0]).toMatchObject({ outcome: 'aborted', usage: 'estimated' });
    expect(gateway.database.rows[0]?.output_tokens).toBeGreaterThan(0);
  });

  it('6: an answer that ends without finish reason or [DONE] is reported as success', async () => {
    upstream.play((response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(chunk('half of'));
    });
    const text = await (await caller()({ stream: true })).text();
    expect(text).toContain('"code":"upstream.interrupted"');
    expect(text).not.toContain('[DONE]');
    expect(gateway.database.rows).toMatchObject([{ outcome: 'failed' }]);
  });

  it('7: load balancers cut a stream whose first token is slow', async () => {
    let go: () => void = () => undefined;
    upstream.play(async (response, request) => {
      await new Promise<void>((resolve) => (go = resolve));
      await endless(response, request);
    });
    const client = new AbortController();
    const response = await caller()({ stream: true }, client.signal);
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(Buffer.from(first?.value ?? []).toString()).toMatch(/^: ping\n\n/);
    go();
    client.abort();
  });

  it('10: a queue that is bounded by count alone fills the memory with payloads, streams or not', async () => {
    const { budget } = gateway.app.get(SettingsInForce).current.backend('llm');
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    upstream.play(async (response, request) => {
      await released;
      if (request.body.includes('"stream":true')) {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end(`${chunk('ok').replace('null', '"stop"')}data: [DONE]\n\n`);
      } else await whole(response, request);
    });
    /** A picture: many bytes, few tokens. */
    const ask = (bytes: number, stream: boolean) => {
      const picture = { type: 'image_url', image_url: { url: `data:image/png;base64,${'A'.repeat(bytes)}` } };
      return caller()({ stream, messages: [{ role: 'user', content: [picture] }] });
    };
    const waiting = async (calls: number) => {
      while (budget.snapshot().waiting !== calls) await new Promise(setImmediate);
    };
    const running = Array.from({ length: PERMITS }, () => ask(10, false));
    while (upstream.received.length < PERMITS) await new Promise(setImmediate);
    const oldest = ask(9_000, true);
    await waiting(1);
    const older = ask(9_000, false);
    await waiting(2);
    expect(budget.snapshot().waitingBytes).toBeGreaterThan(18_000);
    // There is room for its place, and none for its bytes: whoever has waited longest makes it.
    const newest = ask(9_000, true);
    const evicted = await oldest;
    expect(evicted.status).toBe(429);
    expect(await evicted.json()).toMatchObject({ error: { code: 'capacity.evicted' } });
    expect(Number(evicted.headers.get('retry-after-ms'))).toBeGreaterThan(0);
    // One that would not fit into an empty queue is refused, and nobody turned away for it.
    const monstrous = await ask(WAITING_BYTES, true);
    expect(monstrous.status).toBe(429);
    expect(await monstrous.json()).toMatchObject({ error: { code: 'capacity.queue_full' } });
    expect(budget.snapshot()).toMatchObject({ waiting: 2 });
    expect(budget.snapshot().waitingBytes).toBeLessThanOrEqual(WAITING_BYTES);
    release();
    const answers = await Promise.all([...running, older, newest]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await answers[3]?.text()).toContain('[DONE]');
    expect(budget.snapshot().waitingBytes).toBe(0);
  });

  it('12: clients obey retry-after without a cap, so that one must be honest and bounded, and none where waiting is in vain', async () => {
    upstream.play(whole);
    const call = caller();
    for (let round = 0; round < 5; round += 1) await call();
    const refused = await call();
    const waitMs = Number(refused.headers.get('retry-after-ms'));
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(60_000);
    expect(Number(refused.headers.get('retry-after'))).toBe(Math.ceil(waitMs / 1_000));
    const blocked = await caller()({ messages: [{ role: 'user', content: 'ForBidden' }] });
    expect(blocked.headers.get('x-should-retry')).toBe('false');
    expect(blocked.headers.get('retry-after')).toBeNull();
  });

  // Closes the server's gate for everybody, so that it stands last.
  it("9: a cool-down ignores the upstream's retry-after, and a retry storm multiplies load", async () => {
    upstream.play(json({ error: { message: 'slow down' } }, 429, { 'retry-after-ms': '400' }), whole);
    expect((await caller()()).status).toBe(429);
    const startedMs = performance.now();
    // Others wait for the server as long as it asked for, and then get their answer.
    const statuses = await Promise.all([caller()(), caller()()].map(async (response) => (await response).status));
    expect(statuses).toEqual([200, 200]);
    expect(performance.now() - startedMs).toBeGreaterThan(350);
    expect(upstream.received).toHaveLength(3);
  });
});
