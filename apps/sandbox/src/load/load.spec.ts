import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { endingOf } from './outcome.js';
import { installLoadRoutes } from './routes.js';

describe('endingOf', () => {
  it.each([
    [200, null, { degraded: [] }, 'whole', []],
    [200, null, { id: 'chatcmpl-1' }, 'whole', []],
    [200, null, { degraded: [{ stage: 'explain', reason: 'breaker.open' }] }, 'degraded', ['breaker.open']],
    [429, '2', { code: 'capacity.queue_full' }, 'refused', ['capacity.queue_full']],
    [503, '5', { error: { code: 'breaker.open' } }, 'refused', ['breaker.open']],
    [503, null, { code: 'internal' }, 'failed', ['internal']],
    [502, null, undefined, 'failed', ['http.502']],
  ])('reads %d with Retry-After %s', (status, retryAfter, body, outcome, codes) => {
    expect(endingOf(status, retryAfter, body)).toEqual({ outcome, codes });
  });
});

describe('/load', () => {
  const heard: IncomingMessage[] = [];
  let product: Server;
  let sandbox: FastifyInstance;

  beforeEach(async () => {
    heard.length = 0;
    product = createServer((request, response) => {
      heard.push(request);
      response.setHeader('retry-after', '1').setHeader('content-type', 'application/json');
      response.statusCode = heard.length % 2 === 0 ? 429 : 200;
      response.end(JSON.stringify({ code: 'capacity.queue_full' }));
    });
    await new Promise<void>((resolve) => product.listen(0, '127.0.0.1', resolve));
    sandbox = Fastify();
    installLoadRoutes(sandbox, `http://127.0.0.1:${(product.address() as AddressInfo).port}`);
  });
  afterEach(async () => {
    await sandbox.close();
    product.closeAllConnections();
    product.close();
  });

  const order = { scenario: 'checks', requests_per_second: 10, seconds: 1 };
  const send = (payload: object, headers = { authorization: 'Bearer tw_key' }) =>
    sandbox.inject({ method: 'POST', url: '/load', payload, headers });

  it('sends what was asked for, with the caller’s key, and tells how each request ended', async () => {
    expect((await send(order)).statusCode).toBe(200);
    let load = (await sandbox.inject('/load')).json().load;
    while (load.running || load.in_flight > 0) {
      // An injected request never leaves the event loop: without this the load's own timer would not run.
      await setImmediate();
      load = (await sandbox.inject('/load')).json().load;
    }
    expect(load).toMatchObject({
      sent: 10,
      outcomes: { whole: 5, refused: 5, degraded: 0, failed: 0 },
      codes: { 'capacity.queue_full': 5 },
    });
    expect(heard.map(({ url }) => url)).toEqual(Array(10).fill('/shadow-hunter/checks'));
    expect(heard[0]?.headers.authorization).toBe('Bearer tw_key');
  });

  it.each([
    [{ ...order, requests_per_second: 1_000 }],
    [{ ...order, seconds: 3_600 }],
    [{ ...order, scenario: 'delete-everything' }],
    [{ ...order, target: 'http://elsewhere.example' }],
  ])('refuses %j', async (payload) => {
    expect((await send(payload)).statusCode).toBe(400);
    expect(heard).toHaveLength(0);
  });

  it('stops at once', async () => {
    await send({ ...order, seconds: 60 });
    const { load } = (await sandbox.inject({ method: 'DELETE', url: '/load' })).json();
    expect(load.running).toBe(false);
    const sent = heard.length;
    expect((await sandbox.inject('/load')).json().load.sent).toBe(sent);
  });
});
