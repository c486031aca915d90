import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { fastify, type FastifyInstance } from 'fastify';
import { addDirectRoute, DirectRoutes } from './direct-routes.js';
import { type Exchange, takeOver } from './exchange.js';
import { InFlight } from './in-flight.js';
import { type Answered, onAnswered } from './on-answered.js';
import { requestIdOf, requestScopeHook } from './request-scope.js';
import { addSecurityHeaders } from './security-headers.js';

const LIMIT = 100;
const BODY = '{"a":1}';
const JSON_TYPE = { 'content-type': 'application/json' };

describe('DirectRoutes', () => {
  let server: FastifyInstance;
  let inFlight: InFlight;
  let ways: string[];
  let answered: Answered[];
  let isOpen: boolean;
  /** What the route does with a request, whichever way it came. */
  let serve: (exchange: Exchange, body: unknown) => void;
  let port: number;

  beforeEach(async () => {
    [ways, answered, isOpen, inFlight] = [[], [], true, new InFlight()];
    serve = (exchange, body) => {
      exchange.headers.set('x-asked', String(body));
      exchange.send(200, 'application/json', '{}');
    };
    const direct = new DirectRoutes(LIMIT, inFlight);
    server = fastify({
      serverFactory: direct.createServer,
      bodyLimit: LIMIT,
      genReqId: (raw) => requestIdOf(raw.headers['x-request-id']),
    });
    server.addHook('onRequest', requestScopeHook({ timeoutMs: 5_000, inFlight }));
    addSecurityHeaders(server);
    onAnswered(server, (one) => answered.push(one));
    direct.open(server, () => isOpen);
    addDirectRoute(server, {
      url: '/fast',
      deadlineMs: 5_000,
      handle: (exchange, body) => {
        ways.push('short');
        serve(exchange, body);
      },
    });
    server.removeContentTypeParser('application/json');
    server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    server.post('/fast', (asked, reply) => {
      ways.push('long');
      serve(takeOver(asked, reply), asked.body);
    });
    await server.listen({ port: 0, host: '127.0.0.1' });
    port = (server.server.address() as AddressInfo).port;
  });
  afterEach(() => server.close());

  const post = (headers: Record<string, string> = JSON_TYPE, path = '/fast', body = BODY) =>
    fetch(`http://127.0.0.1:${String(port)}${path}`, { method: 'POST', headers, body });

  it('gives an answer the same headers, metrics and log line either way', async () => {
    const told: object[] = [];
    for (const open of [true, false]) {
      isOpen = open;
      const answer = await post({ ...JSON_TYPE, 'x-request-id': 'mine' });
      const headers = Object.fromEntries(answer.headers);
      delete headers['date'];
      await answer.text();
      while (answered.length === told.length) await new Promise((resolve) => setImmediate(resolve));
      const { requestId, method, url, route, status } = answered[told.length] ?? {};
      told.push({ headers, requestId, method, url, route, status, inFlight: inFlight.size });
    }
    expect(ways).toEqual(['short', 'long']);
    expect(told[0]).toEqual(told[1]);
    expect(told[0]).toMatchObject({
      requestId: 'mine',
      status: 200,
      route: '/fast',
      inFlight: 0,
      headers: { 'x-request-id': 'mine', 'x-content-type-options': 'nosniff', 'x-asked': BODY },
    });
  });

  it.each([
    ['an origin', { ...JSON_TYPE, origin: 'https://a.example' }, '/fast'],
    ['a timeout of its own', { ...JSON_TYPE, 'x-request-timeout-ms': '50' }, '/fast'],
    ['parameters in its type', { 'content-type': 'application/json; charset=utf-8' }, '/fast'],
    ['a query', JSON_TYPE, '/fast?a=1'],
  ])('leaves a request with %s to Fastify', async (_what, headers, path) => {
    expect((await post(headers, path)).status).toBe(200);
    expect(ways).toEqual(['long']);
  });

  it('leaves bodies that are empty, too large or in chunks to Fastify', async () => {
    await post(JSON_TYPE, '/fast', '');
    expect((await post(JSON_TYPE, '/fast', 'x'.repeat(LIMIT + 1))).status).toBe(413);
    await new Promise<void>((resolve) => {
      const chunked = request({ port, host: '127.0.0.1', method: 'POST', path: '/fast', headers: JSON_TYPE });
      chunked.on('response', (response) => response.resume().on('end', resolve));
      chunked.write(BODY);
      chunked.end();
    });
    expect(ways).not.toContain('short');
  });

  it('cancels what a client has left, and counts it as left', async () => {
    const left = new Promise<unknown>((resolve) => {
      serve = ({ scope }) => {
        scope.deadline.listen({ onAbort: resolve });
        asked.destroy();
      };
    });
    const headers = { ...JSON_TYPE, 'content-length': BODY.length };
    const asked = request({ port, host: '127.0.0.1', method: 'POST', path: '/fast', headers });
    asked.on('error', () => undefined).end(BODY);
    expect(await left).toMatchObject({ code: 'call.cancelled' });
    while (answered.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toMatchObject([{ status: 499, route: '/fast' }]);
    expect(inFlight.size).toBe(0);
  });

  it('sends an error once, with its own headers in place of earlier ones', async () => {
    serve = (exchange) => {
      exchange.headers.set('retry-after', '99');
      exchange.sendError(Object.assign(new Error('x'), { statusCode: 400 }), new Logger('test'));
      exchange.send(200, 'text/plain', 'too late');
    };
    const answer = await post();
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'request.malformed' });
  });
});
