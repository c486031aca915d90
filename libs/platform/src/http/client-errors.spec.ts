import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { loadPlatformConfig } from '../config/platform-config.js';
import { createHttpAdapter } from './http-adapter.js';
import { InFlight } from './in-flight.js';

const config = loadPlatformConfig({ DATABASE_URL: 'postgres://u@h/d' });

/** Sends bytes as they are and reads until the server hangs up. */
function exchange(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', (chunk: string) => (answer += chunk));
    socket.on('error', reject).on('close', () => {
      resolve(answer);
    });
  });
}

/** The same with several requests, each sent when the one before was answered. */
function exchangeInTurn(port: number, requests: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let answers = '';
    const waiting = [...requests];
    const socket = connect(port, '127.0.0.1', () => socket.write(waiting.shift() ?? ''));
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      answers += chunk;
      const next = waiting.shift();
      if (next !== undefined) socket.write(next);
    });
    socket.on('error', reject).on('close', () => {
      resolve(answers);
    });
  });
}

describe('bytes that are no request', () => {
  it.each([
    ['not HTTP at all', 'GARBAGE\r\n\r\n', 400, 'request.malformed'],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n', 400, 'request.malformed'],
    [
      'endless headers',
      `GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'request.headers_too_large',
    ],
  ])('%s: are refused with a problem document and the connection is closed', async (_what, bytes, status, code) => {
    const server = createHttpAdapter(config, new InFlight()).getInstance();
    await server.listen({ port: 0, host: '127.0.0.1' });
    try {
      const { port } = server.server.address() as AddressInfo;
      const answer = await exchange(port, bytes);
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${String(status)} `));
      expect(answer).toContain('application/problem+json');
      expect(answer).toContain(`"code":"${code}"`);
      expect(answer).toMatch(/X-Request-Id: req_/);
      expect(answer).toMatch(/x-content-type-options: nosniff/);
    } finally {
      await server.close();
    }
  });

  it('are refused in words also on a connection that has served a request before', async () => {
    const server = createHttpAdapter(config, new InFlight()).getInstance();
    server.get('/', () => ({ served: true }));
    await server.listen({ port: 0, host: '127.0.0.1' });
    try {
      const { port } = server.server.address() as AddressInfo;
      const served = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
      const answers = await exchangeInTurn(port, [served, `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`]);
      expect(answers).toMatch(/^HTTP\/1.1 200 [\s\S]*HTTP\/1.1 431 [\s\S]*"code":"request.headers_too_large"/);
    } finally {
      await server.close();
    }
  });

  it('an expectation nobody knows is passed over', async () => {
    const server = createHttpAdapter(config, new InFlight()).getInstance();
    server.get('/', () => ({ served: true }));
    await server.listen({ port: 0, host: '127.0.0.1' });
    try {
      const { port } = server.server.address() as AddressInfo;
      const bytes = 'GET / HTTP/1.1\r\nHost: x\r\nExpect: miracles\r\nConnection: close\r\n\r\n';
      expect(await exchange(port, bytes)).toMatch(/^HTTP\/1.1 200 /);
    } finally {
      await server.close();
    }
  });
});
