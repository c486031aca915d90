import { createHash } from 'node:crypto';
import type { RequestListener, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { bodyOf, eventually, httpStub, sendJson, type StubServer } from '../../../test/support/stub-server.js';
import {
  createScope,
  runInScope,
  silentObserver,
  Upstream,
  type Backend,
  type CallScope,
  type ForwardRequest,
} from '../../index.js';

const REQUEST: ForwardRequest = {
  path: '/chat/completions',
  body: '{"model":"m","unknown_field":[1]}',
  headers: { 'x-custom': 'kept', Authorization: 'Bearer stolen', Host: 'elsewhere' },
  stream: true,
  model: 'm',
  tokens: { input: 10, maxOutput: 90 },
};

describe('Backend.forward', () => {
  let stub: StubServer;
  let answer: RequestListener;
  let upstream: Upstream;
  let backend: Backend;
  let scope: CallScope;
  let settled: number[];

  beforeEach(async () => {
    stub = await httpStub((request, response) => {
      answer(request, response);
    });
    scope = createScope({ deadlineMs: 10_000 });
    settled = [];
    upstream = new Upstream(
      { providers: {}, uses: {} },
      {
        observer: {
          ...silentObserver,
          tokens: (_use, kind, tokens) => {
            if (kind === 'settled') settled.push(tokens);
          },
        },
      },
    );
    backend = upstream.createBackend('server-1', {
      baseUrl: `${stub.url}/v1`,
      apiKey: 'ours',
      budget: { limit: 2, queue: { maxWaiting: 1, maxWaitMs: 5_000, mode: 'evict-oldest' } },
      timeouts: { idleMs: 300, firstByteMs: 300 },
      breaker: { failures: 2 },
    });
  });

  afterEach(async () => {
    scope.deadline.dispose();
    await upstream.close();
    await stub.close();
  });

  const forward = (request: Partial<ForwardRequest> = {}) =>
    runInScope(scope, () => backend.forward({ ...REQUEST, ...request }));
  const inFlight = () => backend.budget.snapshot().inFlight;
  const over = () => eventually(() => inFlight() === 0 && stub.inFlight.now === 0, 'the call has ended');

  it('passes body and headers on unchanged, but never lets the caller choose the key or the host', async () => {
    let seen: Record<string, unknown> = {};
    answer = (request, response) => {
      void bodyOf(request).then((body) => {
        seen = { body, url: request.url, ...request.headers };
        sendJson(response, { ok: true }, 200, { 'x-upstream': 'yes', connection: 'keep-alive' });
      });
    };
    const forwarded = await forward({ stream: false });
    expect(seen).toMatchObject({
      body: REQUEST.body,
      url: '/v1/chat/completions',
      'x-custom': 'kept',
      authorization: 'Bearer ours',
      host: new URL(stub.url).host,
      accept: 'application/json',
    });
    expect(forwarded.status).toBe(200);
    expect(forwarded.headers).toMatchObject({ 'content-type': 'application/json', 'x-upstream': 'yes' });
    expect(forwarded.headers).not.toHaveProperty('connection');
    expect((await forwarded.body.bytes()).toString()).toBe('{"ok":true}');
    forwarded.settle({ inputTokens: 3, outputTokens: 4, exact: true });
    await over();
    expect(settled).toEqual([7]);
  });

  it('loses and reorders no byte, with back-pressure for a slow client', async () => {
    const sent = createHash('sha256');
    answer = (_request, response) => {
      for (let i = 0; i < 200; i++) {
        const chunk = Buffer.alloc(20_000, `${i};`);
        sent.update(chunk);
        response.write(chunk);
      }
      response.end();
    };
    const forwarded = await forward();
    const received = createHash('sha256');
    let chunks = 0;
    for await (const chunk of forwarded.body) {
      received.update(chunk);
      if (++chunks % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(received.digest('hex')).toBe(sent.digest('hex'));
    await over();
  });

  it('settles once, with the usage told last before the end or right after it', async () => {
    answer = (_request, response) => response.end('data: x\n\n');
    const forwarded = await forward();
    for await (const _chunk of forwarded.body) expect(inFlight()).toBe(1);
    forwarded.settle({ inputTokens: 1, outputTokens: 1, exact: true });
    forwarded.settle({ inputTokens: 50, outputTokens: 50, exact: true });
    await over();
    expect(settled).toEqual([2]);
  });

  it('charges the reservation when nobody says what was used', async () => {
    answer = (_request, response) => response.end('data: x\n\n');
    const forwarded = await forward();
    await forwarded.body.bytes();
    await over();
    expect(settled).toEqual([100]);
  });

  it('aborts the upstream when the client leaves, and settles with the estimate of the gateway', async () => {
    answer = (_request, response) => response.write('data: x\n\n');
    const forwarded = await forward();
    const reading = (async () => {
      try {
        for await (const _chunk of forwarded.body) forwarded.abort();
      } finally {
        forwarded.settle({ inputTokens: 10, outputTokens: 5, exact: false });
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'call.cancelled' });
    await over();
    expect(settled).toEqual([15]);
  });

  it.each([
    [
      'is cut',
      (response: ServerResponse) => response.write('data: x\n\n', () => response.destroy()),
      'upstream.interrupted',
    ],
    ['falls silent', (response: ServerResponse) => response.write('data: x\n\n'), 'upstream.timeout'],
  ])('breaks the body with a typed error when the upstream %s', async (_name, act, code) => {
    answer = (_request, response) => act(response);
    const forwarded = await forward();
    const chunks: string[] = [];
    const reading = (async () => {
      for await (const chunk of forwarded.body) chunks.push(chunk.toString());
    })();
    await expect(reading).rejects.toMatchObject({ code });
    expect(chunks).toEqual(['data: x\n\n']);
    await over();
  });

  it('frees the permit of a client that neither reads nor leaves, at the latest with its deadline', async () => {
    answer = (_request, response) => response.end('data: x\n\n');
    await forward();
    await eventually(() => stub.inFlight.now === 0, 'the upstream is done');
    expect(inFlight()).toBe(1);
    scope.deadline.cancel();
    await over();
  });

  it('throws refusals with status and words, and leaves falling back to the gateway: nothing is sent twice', async () => {
    answer = (_request, response) => {
      sendJson(response, { error: { message: 'no such field' } }, 400);
    };
    await expect(forward()).rejects.toMatchObject({
      code: 'upstream.rejected',
      details: { status: 400, excerpt: '{"error":{"message":"no such field"}}' },
    });
    answer = (_request, response) => {
      sendJson(response, {}, 503, { 'retry-after-ms': '10' });
    };
    await expect(forward()).rejects.toMatchObject({ code: 'upstream.failed', retryAfterMs: 10 });
    expect(stub.inFlight.total).toBe(2);
  });

  it('keeps breakers per model', async () => {
    answer = (_request, response) => {
      sendJson(response, {}, 500);
    };
    for (const _failure of [1, 2])
      await expect(forward({ model: 'bad' })).rejects.toMatchObject({ code: 'upstream.failed' });
    await expect(forward({ model: 'bad' })).rejects.toMatchObject({ code: 'breaker.open' });
    expect(runInScope(scope, () => backend.wouldRefuse('bad'))).toMatchObject({ code: 'breaker.open' });
    expect(runInScope(scope, () => backend.wouldRefuse('good'))).toBeUndefined();
    await expect(forward({ model: 'good' })).rejects.toMatchObject({ code: 'upstream.failed' });
  });

  it('evicts the one that has waited longest when its queue is full', async () => {
    const waiting: ServerResponse[] = [];
    answer = (_request, response) => waiting.push(response);
    const running = [forward(), forward()];
    await eventually(() => waiting.length === 2, 'two calls are in flight');
    const oldest = forward();
    const newest = forward();
    await expect(oldest).rejects.toMatchObject({ code: 'capacity.evicted' });
    for (const response of waiting.splice(0)) response.end('x');
    for (const { body } of await Promise.all(running)) await body.bytes();
    await eventually(() => waiting.length === 1, 'the newest is sent');
    for (const response of waiting.splice(0)) response.end('x');
    await (await newest).body.bytes();
    await over();
  });

  it('can be removed while it is in use: what runs ends as it would, what waits is refused', async () => {
    const waiting: ServerResponse[] = [];
    answer = (_request, response) => waiting.push(response);
    const running = [forward(), forward()];
    await eventually(() => waiting.length === 2, 'two calls are in flight');
    const queued = forward();
    const removal = upstream.removeBackend('server-1');
    await expect(queued).rejects.toMatchObject({ code: 'capacity.evicted' });
    expect(() => upstream.backend('server-1')).toThrow(expect.objectContaining({ code: 'config.invalid' }));
    for (const response of waiting.splice(0)) response.end('whole');
    for (const { body } of await Promise.all(running)) expect((await body.bytes()).toString()).toBe('whole');
    await removal;
    await eventually(() => stub.sockets.size === 0, 'its connections are closed');
  });

  it('refuses a second backend of the same name', () => {
    const budget = { limit: 1, queue: { maxWaiting: 0, maxWaitMs: 0, mode: 'evict-oldest' as const } };
    expect(() => upstream.createBackend('server-1', { baseUrl: stub.url, budget })).toThrow(/already/);
    expect(() => upstream.createBackend('server-2', { budget })).toThrow(/baseUrl/);
  });
});
