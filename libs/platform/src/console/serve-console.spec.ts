import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { serveConsole } from './serve-console.js';

/** As in a service: answers are locked down unless a route says otherwise. */
function aServer(directory: string, sandbox?: string): FastifyInstance {
  const server = Fastify({ routerOptions: { ignoreTrailingSlash: true } });
  server.addHook('onRequest', (_request, reply, done) => {
    void reply.header('content-security-policy', "default-src 'none'");
    done();
  });
  serveConsole(server, {
    CONSOLE_DIR: directory,
    CONSOLE_SAMPLES_URL: 'http://samples.example/oss',
    CONSOLE_SANDBOX_URL: sandbox,
  });
  return server;
}

describe('a built console', () => {
  const root = mkdtempSync(join(tmpdir(), 'console-'));
  const directory = join(root, 'dist');
  let server: FastifyInstance;

  beforeAll(() => {
    mkdirSync(join(directory, 'assets'), { recursive: true });
    writeFileSync(join(root, 'secret.txt'), 'hidden words');
    writeFileSync(join(directory, 'index.html'), '<!doctype html>');
    writeFileSync(join(directory, 'assets', 'index-1a2b.js'), '1');
    server = aServer(directory);
  });
  afterAll(async () => {
    await server.close();
    rmSync(root, { recursive: true });
  });

  it('is where the bare address leads', async () => {
    const answer = await server.inject('/');
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/console']);
  });

  it.each(['/console', '/console/', '/console/?x=1'])('is found at %s, without inline scripts', async (url) => {
    const answer = await server.inject(url);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe('<!doctype html>');
    expect(answer.headers['cache-control']).toBe('no-cache');
    const policy = String(answer.headers['content-security-policy']).split('; ');
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'", "connect-src 'self'"]));
    expect(policy.filter((rule) => rule.includes('unsafe'))).toEqual(["style-src 'self' 'unsafe-inline'"]);
  });

  it('lets browsers keep what has a hash in its name', async () => {
    const answer = await server.inject('/console/assets/index-1a2b.js');
    expect(answer.headers['cache-control']).toMatch(/immutable/);
  });

  it.each(['/console/../secret.txt', '/console/%2e%2e/secret.txt', '/console/..%2fsecret.txt', '/console/assets'])(
    'gives nothing away at %s',
    async (url) => {
      const answer = await server.inject(url);
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.body).not.toContain('hidden');
    },
  );

  it('says where samples are', async () => {
    expect((await server.inject('/console/settings.json')).json()).toEqual({
      samples_url: 'http://samples.example/oss',
      sandbox_url: null,
    });
  });

  it('may talk to a sandbox, and to nobody else, when there is one', async () => {
    const withSandbox = aServer(directory, 'http://sandbox.example:4010/some/path');
    const answer = await withSandbox.inject('/console/');
    expect(answer.headers['content-security-policy']).toContain("connect-src 'self' http://sandbox.example:4010;");
    await withSandbox.close();
  });
});

describe('a console that was not built', () => {
  it.each(['/console', '/console/', '/console/assets/x.js'])(
    'is a 404 at %s that says how to build it',
    async (url) => {
      const server = aServer(join(tmpdir(), 'no-such-folder'));
      const answer = await server.inject(url);
      expect(answer.statusCode).toBe(404);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(answer.json()).toMatchObject({ code: 'console.not_built', detail: expect.stringContaining('nx run') });
    },
  );
});
