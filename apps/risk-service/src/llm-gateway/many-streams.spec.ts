import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startGateway, type GatewayApp } from './testing/gateway-app.js';
import { ScriptedUpstream } from './testing/scripted-upstream.js';

const STREAMS = 1_000;
const CHUNKS = 25;
/** Slow enough that upstream, gateway and clients, which share this process, keep up with each other. */
const CHUNK_MS = 200;
/** A client's connection has to be gone from the upstream within this time. */
const GONE_WITHIN_MS = 1_000;

/**
 * Milliseconds in which this process had a turn. Upstream, gateway and clients share it, so on a busy machine a wall clock would
 * count the time that the machine took from all three.
 */
const TURN_MS = 5;
let turns = 0;
const turning = setInterval(() => (turns += 1), TURN_MS);
const loopMs = () => turns * TURN_MS;

/** Bytes that are still referred to: what merely waits for the collector says nothing about what is kept. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

const upstream = new ScriptedUpstream();
let gateway: GatewayApp;

const usage = { prompt_tokens: 7, completion_tokens: CHUNKS, total_tokens: 7 + CHUNKS };
const chunk = (stream: number, at: number) =>
  `data: ${JSON.stringify({ id: String(stream), choices: [{ index: 0, delta: { content: `${String(stream)}:${String(at)};离岸 ` }, finish_reason: null }] })}\n\n`;
const ending = (stream: number) =>
  `data: ${JSON.stringify({ id: String(stream), choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\n`;
const contentOf = (stream: number) =>
  Array.from({ length: CHUNKS }, (_, at) => chunk(stream, at)).join('') + ending(stream) + 'data: [DONE]\n\n';
const hash = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');

/** mulberry32: the same clients leave at the same chunks in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

beforeAll(async () => {
  const url = await upstream.listen();
  gateway = await startGateway(url, {
    GATEWAY_LLM_LIMIT: '1000',
    HTTP_MAX_CONNECTIONS: '1000',
    GATEWAY_WORDS: JSON.stringify([{ pattern: 'never said', action: 'block' }]),
  });
}, 60_000);

afterAll(async () => {
  clearInterval(turning);
  await gateway.app.close();
  await upstream.close();
});

interface Open {
  response: IncomingMessage;
  leave: () => void;
}

function open(stream: number): Promise<Open> {
  const url = new URL(`${gateway.baseUrl}/chat/completions`);
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      url,
      {
        method: 'POST',
        agent: false,
        headers: { 'content-type': 'application/json', authorization: `Bearer app_${String(stream)}` },
      },
      (response) => {
        resolve({ response, leave: () => request.destroy() });
      },
    ).once('error', reject);
    request.end(
      JSON.stringify({
        model: 'tradewind-chat',
        stream: true,
        messages: [{ role: 'user', content: `stream ${String(stream)}` }],
      }),
    );
  });
}

/** What a client read, or undefined when it left after `leaveAfter` events. */
async function read({ response, leave }: Open, leaveAfter: number): Promise<string | undefined> {
  const parts: Buffer[] = [];
  let events = 0;
  try {
    for await (const part of response) {
      parts.push(part as Buffer);
      events += (part as Buffer).toString('latin1').split('\n\n').length - 1;
      if (events >= leaveAfter) {
        leave();
        return undefined;
      }
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(parts).toString();
}

it('carries 1,000 streams at once: no byte lost, half of the clients vanish, each settled once, upstreams ended', async () => {
  const random = seeded(20_260_301);
  const closedAfterMs: number[] = [];
  const leftAt = new Map<number, number>();
  let isOpen = 0;
  let most = 0;
  upstream.play(async (response, { body }) => {
    const stream = Number(/stream (\d+)/.exec(body)?.[1]);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    isOpen += 1;
    most = Math.max(most, isOpen);
    let gone = false;
    response.once('close', () => {
      gone = true;
      isOpen -= 1;
      const left = leftAt.get(stream);
      if (left !== undefined && !response.writableFinished) closedAfterMs.push(loopMs() - left);
    });
    for (let at = 0; at < CHUNKS && !gone; at += 1) {
      response.write(chunk(stream, at));
      // All are open before any goes on, so that a thousand really are in flight.
      if (at === 0) await allOpen;
      else await new Promise((resolve) => setTimeout(resolve, CHUNK_MS));
    }
    if (!gone) {
      response.write(ending(stream));
      response.end(`data: ${JSON.stringify({ choices: [], usage })}\n\ndata: [DONE]\n\n`);
    }
  });
  let go: () => void = () => undefined;
  const allOpen = new Promise<void>((resolve) => (go = resolve));
  const clients = await Promise.all(Array.from({ length: STREAMS }, (_, stream) => open(stream)));
  expect(most).toBe(STREAMS);
  const heapBefore = heapInUse();
  go();
  const texts = await Promise.all(
    clients.map(async (client, stream) => {
      const vanishes = stream % 2 === 1;
      const text = await read(client, vanishes ? 1 + Math.floor(random() * (CHUNKS - 1)) : Infinity);
      if (text === undefined) leftAt.set(stream, loopMs());
      return text;
    }),
  );
  while (gateway.database.rows.length < STREAMS || isOpen > 0) await new Promise((resolve) => setTimeout(resolve, 10));

  const whole = texts.filter((text) => text !== undefined);
  expect(whole).toHaveLength(STREAMS / 2);
  texts.forEach((text, stream) => {
    if (text !== undefined) expect(hash(text)).toBe(hash(contentOf(stream)));
  });
  expect(Math.max(...closedAfterMs)).toBeLessThan(GONE_WITHIN_MS);
  const { rows } = gateway.database;
  expect(rows).toHaveLength(STREAMS);
  expect(new Set(rows.map(({ app_id: app }) => app)).size).toBe(STREAMS);
  const outcomes = (outcome: string) => rows.filter((row) => row.outcome === outcome);
  expect(outcomes('ok').every((row) => row.usage === 'exact' && row.output_tokens === CHUNKS)).toBe(true);
  expect(outcomes('ok').length + outcomes('aborted').length).toBe(STREAMS);
  expect(outcomes('ok').length).toBeGreaterThanOrEqual(STREAMS / 2);
  // What passes through is not kept: a thousand streams leave less than 60 KB each behind.
  expect(heapInUse() - heapBefore).toBeLessThan(STREAMS * 60_000);
}, 90_000);
