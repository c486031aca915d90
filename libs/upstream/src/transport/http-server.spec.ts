import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { TestAttempt } from '../../test/support/attempt.js';
import { eventually, httpStub, sendJson, tcpStub, type StubServer } from '../../test/support/stub-server.js';
import { UpstreamError } from '../core/index.js';
import { HttpServer, type HttpServerOptions, type OpenRequest } from './http-server.js';

const GET: OpenRequest = { method: 'GET', path: '/' };
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function serverAt(url: string, options: Partial<HttpServerOptions> = {}): HttpServer {
  const server = new HttpServer('stub', { baseUrl: url, ...options });
  closers.push(() => server.close());
  return server;
}

function keep<T extends StubServer>(stub: T): T {
  closers.push(() => stub.close());
  return stub;
}

async function readAll(server: HttpServer, attempt = new TestAttempt(), request = GET): Promise<string> {
  const { reply } = await server.open(attempt, request);
  return (await reply.body.bytes()).toString('utf8');
}

const failing = (code: string, details: Record<string, unknown> = {}): unknown =>
  expect.objectContaining({ code, details: expect.objectContaining(details) });

describe('HttpServer on real sockets', () => {
  it('sends path prefix, key and body, and reuses its connection', async () => {
    const seen: unknown[] = [];
    const stub = keep(
      await httpStub((request, response) => {
        request.resume().once('end', () => {
          seen.push([request.method, request.url, request.headers.authorization, request.headers['accept-encoding']]);
          sendJson(response, { ok: true });
        });
      }),
    );
    const server = serverAt(`${stub.url}/v1/`, { apiKey: 'secret' });
    const request: OpenRequest = { method: 'POST', path: '/chat', body: '{}' };
    await expect(readAll(server, new TestAttempt(), request)).resolves.toBe('{"ok":true}');
    await readAll(server, new TestAttempt(), request);
    expect(seen).toEqual(Array(2).fill(['POST', '/v1/chat', 'Bearer secret', 'identity']));
    await new Promise(setImmediate);
    await readAll(server, new TestAttempt(), request);
    // undici needs a turn of the event loop before it trusts a connection again, hence the second one.
    expect(stub.sockets.size).toBeLessThanOrEqual(2);
    expect(server.snapshot()).toMatchObject({
      connected: stub.sockets.size,
      busy: 0,
      free: stub.sockets.size,
      waiting: 0,
    });
  });

  it('gives up a hung upstream at the first-byte timeout and really closes the socket', async () => {
    const stub = keep(await httpStub(() => undefined));
    const server = serverAt(stub.url);
    await expect(readAll(server, new TestAttempt({ firstByteMs: 60 }))).rejects.toEqual(
      failing('upstream.timeout', { phase: 'first_byte' }),
    );
    expect(server.snapshot()).toMatchObject({ connected: 0, busy: 0, waiting: 0 });
    await eventually(() => stub.sockets.size === 0, 'the upstream sees the socket close');
  });

  it('tells a silence in the middle of a body from a slow but steady one', async () => {
    let steady = true;
    const stub = keep(
      await httpStub((_request, response) => {
        response.writeHead(200);
        let sent = 0;
        const timer = setInterval(() => {
          response.write('x');
          if (++sent === 4) {
            clearInterval(timer);
            if (steady) response.end();
          }
        }, 50);
        response.once('close', () => {
          clearInterval(timer);
        });
      }),
    );
    const server = serverAt(stub.url);
    const timeouts = { idleMs: 150, firstByteMs: 150 };
    await expect(readAll(server, new TestAttempt(timeouts))).resolves.toBe('xxxx');
    steady = false;
    await expect(readAll(server, new TestAttempt(timeouts))).rejects.toEqual(
      failing('upstream.timeout', { phase: 'idle' }),
    );
    await eventually(() => stub.inFlight.now === 0, 'the upstream sees the socket close');
  });

  it('does not blame the upstream for a slow reader', async () => {
    const size = 4 * 1024 * 1024;
    const stub = keep(await httpStub((_request, response) => response.end(Buffer.alloc(size))));
    const { reply } = await serverAt(stub.url).open(new TestAttempt({ idleMs: 50 }), GET);
    let received = 0;
    for await (const chunk of reply.body) {
      if (received === 0) await new Promise((resolve) => setTimeout(resolve, 200));
      received += chunk.length;
    }
    expect(received).toBe(size);
  });

  it('stops dialling at the connect timeout and leaves no socket behind', async () => {
    // TEST-NET-1 of RFC 5737: nobody answers there; a sandbox without a route refuses at once, which is as good.
    const server = serverAt('http://192.0.2.1:81', { connectMs: 80 });
    await expect(readAll(server, new TestAttempt({ connectMs: 80 }))).rejects.toEqual(
      expect.objectContaining({ code: expect.stringMatching(/^upstream\.(timeout|unreachable)$/) }),
    );
    expect(server.snapshot()).toMatchObject({ connected: 0, busy: 0, waiting: 0 });
  });

  it('names a refused connection unreachable', async () => {
    const stub = await httpStub(() => undefined);
    await stub.close();
    await expect(readAll(serverAt(stub.url))).rejects.toEqual(failing('upstream.unreachable', { phase: 'connect' }));
  });

  it('names a reset before the answer unreachable, and one within it interrupted', async () => {
    let written = '';
    const stub = keep(
      await tcpStub((socket) => {
        socket.once('data', () => {
          if (written === '') socket.resetAndDestroy();
          else socket.write(written, () => setTimeout(() => socket.resetAndDestroy(), 20));
        });
      }),
    );
    const server = serverAt(stub.url);
    await expect(readAll(server)).rejects.toEqual(failing('upstream.unreachable', { phase: 'first_byte' }));
    written = 'HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf';
    await expect(readAll(server)).rejects.toEqual(failing('upstream.interrupted'));
  });

  it('names an end that comes too early interrupted', async () => {
    const stub = keep(
      await tcpStub((socket) => {
        socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'));
      }),
    );
    await expect(readAll(serverAt(stub.url))).rejects.toEqual(failing('upstream.interrupted'));
  });

  it('survives a half-open connection: the peer has gone without a word', async () => {
    const stub = keep(
      await tcpStub((socket) => {
        let answered = false;
        socket.on('data', () => {
          // The second request on this connection is swallowed.
          if (!answered) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok');
          answered = true;
        });
      }),
    );
    const server = serverAt(stub.url);
    await expect(readAll(server)).resolves.toBe('ok');
    await new Promise((resolve) => setTimeout(resolve, 10));
    await expect(readAll(server, new TestAttempt({ firstByteMs: 80 }))).rejects.toEqual(
      failing('upstream.timeout', { phase: 'first_byte' }),
    );
    await expect(readAll(server)).resolves.toBe('ok');
  });

  it('names what is not HTTP malformed', async () => {
    const stub = keep(
      await tcpStub((socket) => {
        socket.once('data', () => socket.end('220 smtp.example.com ready\r\n'));
      }),
    );
    await expect(readAll(serverAt(stub.url))).rejects.toEqual(failing('upstream.malformed'));
  });

  it('refuses more bytes than it may read, announced or not', async () => {
    let announce = true;
    const stub = keep(
      await httpStub((_request, response) => {
        if (announce) response.setHeader('content-length', 5_000);
        response.end(Buffer.alloc(5_000));
      }),
    );
    const server = serverAt(stub.url, { maxBytes: 1_000 });
    await expect(readAll(server)).rejects.toEqual(failing('upstream.too_large', { limitBytes: 1_000 }));
    announce = false;
    await expect(readAll(server)).rejects.toEqual(failing('upstream.too_large'));
  });

  it('never unpacks what it did not ask to be packed', async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
    const stub = keep(
      await httpStub((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': bomb.length }).end(bomb);
      }),
    );
    await expect(readAll(serverAt(stub.url))).rejects.toEqual(failing('upstream.malformed', { encoding: 'gzip' }));
  });

  it('maps statuses to codes, with the upstream’s own advice and words, but never with our key', async () => {
    let status = 429;
    const stub = keep(
      await httpStub((_request, response) => {
        sendJson(response, { error: 'key sk-123 is tired' }, status, { 'retry-after': '2' });
      }),
    );
    const server = serverAt(stub.url, { apiKey: 'sk-123' });
    await expect(readAll(server)).rejects.toMatchObject({
      code: 'upstream.rate_limited',
      retryAfterMs: 2_000,
      details: { status: 429, excerpt: '{"error":"key *** is tired"}' },
    });
    for (const [given, code] of [
      [400, 'upstream.rejected'],
      [401, 'upstream.rejected'],
      [408, 'upstream.failed'],
      [500, 'upstream.failed'],
      [503, 'upstream.failed'],
    ] as const) {
      status = given;
      await expect(readAll(server)).rejects.toMatchObject({ code, details: { status: given } });
    }
    // The connections outlived all of it.
    expect(stub.sockets.size).toBeLessThanOrEqual(2);
  });

  it('keeps at most the configured number of idle connections once the others have been superfluous for a while', async () => {
    const waiting: (() => void)[] = [];
    const stub = keep(
      await httpStub((_request, response) => {
        waiting.push(() => sendJson(response, {}));
      }),
    );
    const server = serverAt(stub.url, { maxKeepaliveConnections: 2, surplusMs: 20 });
    const calls = Array.from({ length: 6 }, () => readAll(server));
    await eventually(() => waiting.length === 6, 'six calls are in flight');
    expect(server.snapshot()).toMatchObject({ connected: 6, busy: 6, free: 0 });
    for (const answer of waiting.splice(0)) answer();
    await Promise.all(calls);
    await eventually(() => stub.sockets.size === 2, 'four of the connections are closed');
    expect(server.snapshot()).toMatchObject({ connected: 2, free: 2 });
    // Those that were closed dial again when they are needed.
    const again = Array.from({ length: 4 }, () => readAll(server));
    await eventually(() => waiting.length === 4, 'four calls are in flight');
    for (const answer of waiting.splice(0)) answer();
    await Promise.all(again);
  });

  it('dials no more than it has lanes under a steady load, however few idle connections it may keep', async () => {
    const sockets = new Set<object>();
    const stub = keep(
      await httpStub((request, response) => {
        sockets.add(request.socket);
        sendJson(response, {});
      }),
    );
    const server = serverAt(stub.url, { maxKeepaliveConnections: 1, surplusMs: 60_000 });
    const lane = async (): Promise<void> => {
      for (let call = 0; call < 20; call++) {
        await readAll(server);
        await new Promise(setImmediate);
      }
    };
    await Promise.all(Array.from({ length: 8 }, lane));
    expect(sockets.size).toBeLessThanOrEqual(16);
  });

  it('never opens more than its connections; the others wait and can be given up without harm', async () => {
    const waiting: (() => void)[] = [];
    const stub = keep(
      await httpStub((_request, response) => {
        waiting.push(() => sendJson(response, {}));
      }),
    );
    const server = serverAt(stub.url, { maxConnections: 2 });
    const given = new TestAttempt();
    const running = [readAll(server), readAll(server)];
    await eventually(() => waiting.length === 2, 'two calls are in flight');
    const impatient = readAll(server, given);
    const patient = readAll(server);
    expect(server.snapshot()).toMatchObject({ connected: 2, busy: 2, waiting: 2 });
    given.abort(new UpstreamError('call.cancelled', 'gone'));
    await expect(impatient).rejects.toEqual(failing('call.cancelled'));
    for (const answer of waiting.splice(0)) answer();
    await Promise.all(running);
    await eventually(() => waiting.length === 1, 'the patient call is sent');
    for (const answer of waiting.splice(0)) answer();
    await patient;
    expect(stub.inFlight).toMatchObject({ peak: 2, total: 3 });
    expect(stub.sockets.size).toBe(2);
  });

  it('an abort closes the socket before it is reported as ended', async () => {
    const stub = keep(await httpStub((_request, response) => response.writeHead(200).write('x')));
    const server = serverAt(stub.url);
    const attempt = new TestAttempt();
    const { call, reply } = await server.open(attempt, GET);
    const read = reply.body.bytes();
    attempt.abort(new UpstreamError('deadline.exceeded', 'late'));
    await expect(read).rejects.toEqual(failing('deadline.exceeded'));
    await call.ended;
    expect(server.snapshot()).toMatchObject({ connected: 0, busy: 0 });
    await eventually(() => stub.sockets.size === 0, 'the upstream sees it');
  });

  it('a JSON call that breaks in its body fails only when its socket is gone', async () => {
    const stub = keep(await httpStub((_request, response) => response.writeHead(200).write('{"a":')));
    const server = serverAt(stub.url);
    let busyWhenTold = -1;
    const call = server
      .json(new TestAttempt({ idleMs: 40 }), { method: 'GET', path: '/' }, (text) => ({ value: text }))
      .catch((error: unknown) => {
        busyWhenTold = server.snapshot().busy;
        throw error;
      });
    await expect(call).rejects.toEqual(failing('upstream.timeout', { phase: 'idle' }));
    expect(busyWhenTold).toBe(0);
  });

  it('a JSON call rejects with what its decoder throws, and with what the upstream says about its refusal', async () => {
    let status = 200;
    const stub = keep(await httpStub((_request, response) => response.writeHead(status).end('no such model')));
    const server = serverAt(stub.url);
    const call = () =>
      server.json(new TestAttempt(), { method: 'POST', path: '/', body: '{}' }, () => {
        throw new UpstreamError('upstream.malformed', 'not as agreed');
      });
    await expect(call()).rejects.toEqual(failing('upstream.malformed'));
    status = 400;
    await expect(call()).rejects.toEqual(failing('upstream.rejected', { status: 400, excerpt: 'no such model' }));
    expect(server.snapshot()).toMatchObject({ busy: 0, waiting: 0 });
  });

  it('a reader that leaves aborts the upstream', async () => {
    const stub = keep(
      await httpStub((_request, response) => {
        const timer = setInterval(() => response.write('x'), 5);
        response.once('close', () => {
          clearInterval(timer);
        });
      }),
    );
    const { call, reply } = await serverAt(stub.url).open(new TestAttempt(), GET);
    for await (const _chunk of reply.body) break;
    await call.ended;
    await eventually(() => stub.inFlight.now === 0, 'the upstream stops');
  });

  it('close aborts what runs and what waits', async () => {
    const stub = keep(await httpStub(() => undefined));
    const server = serverAt(stub.url, { maxConnections: 1 });
    const calls = [readAll(server), readAll(server)].map((call) =>
      expect(call).rejects.toEqual(failing('call.cancelled')),
    );
    await eventually(() => stub.inFlight.now === 1, 'one call is in flight');
    await server.close();
    await Promise.all(calls);
    await eventually(() => stub.sockets.size === 0, 'every socket is closed');
    await expect(readAll(server)).rejects.toEqual(failing('call.cancelled'));
  });

  it.each(['ftp://x', 'nonsense', 'http://user:pw@host/', 'http://host/?key=1'])(
    'refuses the address %s',
    (baseUrl) => {
      expect(() => new HttpServer('stub', { baseUrl })).toThrow(expect.objectContaining({ code: 'config.invalid' }));
    },
  );

  it('refuses a key that no header can carry, without repeating it', () => {
    expect(() => new HttpServer('stub', { baseUrl: 'http://host', apiKey: 'bad\nkey' })).toThrow(
      expect.objectContaining({ code: 'config.invalid', message: expect.not.stringContaining('bad') }),
    );
  });
});
