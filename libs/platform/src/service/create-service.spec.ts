import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, HttpCode, Module, Param, Post, Res } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { currentScope, UpstreamError } from '@tradewind/upstream/core';
import type { FastifyReply } from 'fastify';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { PLATFORM_CONFIG } from '../config/platform-config.js';
import { Database } from '../database/database.js';
import { notFound } from '../errors/app-error.js';
import { HealthController } from '../health/health.controller.js';
import { Readiness } from '../health/readiness.js';
import { sseResponse, type SseEvent } from '../http/sse.js';
import { MetricsController } from '../metrics/metrics.controller.js';
import { hashApiKey } from '../tenancy/api-key.js';
import { Public } from '../tenancy/public.js';
import { createService } from './create-service.js';
import { webProviders } from './web-providers.js';

const KEY = 'tw_the-key-of-one';
const Thing = z.object({ name: z.string().min(1), count: z.number().int().default(3) }).meta({ id: 'Thing' });
type Thing = z.infer<typeof Thing>;

/** Filled by the handlers, read by the tests: what became of work whose client had left. */
const cancelled: string[] = [];
let sourceStopped = false;

async function* endless(): AsyncGenerator<SseEvent> {
  try {
    for (let id = 1; ; id += 1) {
      yield { event: 'tick', id, data: { id } };
      await delay(5);
    }
  } finally {
    sourceStopped = true;
  }
}

async function* failing(): AsyncGenerator<SseEvent> {
  yield { event: 'stage', id: 1, data: 'line one\nline two' };
  await delay(1);
  throw new UpstreamError('upstream.timeout', 'internal words', { retryAfterMs: 1_500 });
}

@Controller('things')
class ThingController {
  @Post()
  @HttpCode(200)
  async make(@Body({ schema: Thing }) body: Thing) {
    await delay(1);
    const { requestId, tenantId, appId, deadline } = currentScope();
    return { body, requestId, tenantId, appId, remainingMs: deadline.remainingMs() };
  }

  @Get('fault')
  fault() {
    throw new Error('password=hunter2 at 10.0.0.7');
  }

  @Get('full')
  full() {
    throw new UpstreamError('capacity.queue_full', 'internal words', { retryAfterMs: 1_200 });
  }

  @Get('wait')
  wait() {
    const { deadline, requestId } = currentScope();
    return new Promise((resolve) => {
      deadline.signal.addEventListener('abort', () => {
        cancelled.push(requestId);
        resolve('too late');
      });
    });
  }

  @Get('ticks')
  ticks(@Res() reply: FastifyReply) {
    return sseResponse(reply, endless(), { keepAliveMs: 1_000 });
  }

  @Get('failing')
  failing(@Res() reply: FastifyReply) {
    return sseResponse(reply, failing());
  }

  @Get(':id')
  get(@Param('id') id: string) {
    throw notFound('thing', id);
  }
}

@Controller('v1/models')
class OpenAiController {
  @Get()
  list() {
    throw new UpstreamError('quota.tokens', 'internal words', { retryAfterMs: 2_000 });
  }
}

@Public()
@Controller('open')
class OpenController {
  @Get()
  tenant() {
    return { tenantId: currentScope().tenantId };
  }
}

const keys = {
  system: (work: (manager: unknown) => Promise<unknown>) =>
    work({
      query: (_sql: string, [hash]: [Buffer]) =>
        Promise.resolve(
          hash.equals(hashApiKey(KEY))
            ? [{ id: 'key_1', key_hash: hashApiKey(KEY), app_id: 'app_1', tenant_id: 'tnt_1', scopes: ['rag'] }]
            : [],
        ),
    }),
};

@Module({
  controllers: [ThingController, OpenAiController, OpenController, HealthController, MetricsController],
  providers: [...webProviders('test'), { provide: Database, useValue: keys }],
  exports: [PLATFORM_CONFIG],
})
class TestModule {}

describe('a service over HTTP', () => {
  let app: NestFastifyApplication;
  let base: string;

  beforeAll(async () => {
    process.env['DATABASE_URL'] = 'postgres://nobody@127.0.0.1:1/none';
    process.env['LOG_LEVEL'] = 'silent';
    process.env['BODY_LIMIT_BYTES'] = '2048';
    process.env['CORS_ORIGINS'] = 'https://console.example';
    app = await createService({ name: 'test', module: TestModule, defaultPort: 0 });
    await app.listen(0, '127.0.0.1');
    base = await app.getUrl();
  });

  afterAll(async () => {
    await app.close();
  });

  const call = (path: string, init: RequestInit & { key?: string | undefined; json?: string } = {}) => {
    const { key = KEY, json, headers, ...rest } = init;
    return fetch(`${base}${path}`, {
      ...rest,
      ...(json !== undefined && { method: 'POST', body: json }),
      headers: {
        ...(key !== '' && { authorization: `Bearer ${key}` }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
    });
  };

  it('binds request id, tenant and deadline to everything a request starts, also after its body was read', async () => {
    const answer = await call('/things', { json: '{"name":"x"}', headers: { 'x-request-id': 'my-id.1' } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-request-id')).toBe('my-id.1');
    const body = z.looseObject({ remainingMs: z.number() }).parse(await answer.json());
    expect(body).toMatchObject({
      body: { name: 'x', count: 3 },
      requestId: 'my-id.1',
      tenantId: 'tnt_1',
      appId: 'app_1',
    });
    expect(body.remainingMs).toBeGreaterThan(25_000);
    expect(body.remainingMs).toBeLessThanOrEqual(30_000);
  });

  it('replaces a request id that could do harm in a log', async () => {
    const answer = await call('/open', { headers: { 'x-request-id': 'a b{c}' } });
    expect(answer.headers.get('x-request-id')).toMatch(/^req_[0-9a-z]{26}$/);
  });

  it.each([
    ['no key', () => call('/things/1', { key: '' }), 401, 'auth.missing_key'],
    ['a key of the wrong form', () => call('/things/1', { key: 'sk-1234' }), 401, 'auth.invalid_key'],
    ['an unknown key', () => call('/things/1', { key: 'tw_unknown-key' }), 401, 'auth.invalid_key'],
    ['an unknown route', () => call('/nothing/here'), 404, 'route.not_found'],
    ['a wrong method', () => call('/things', { method: 'DELETE' }), 404, 'route.not_found'],
    ['an unknown id', () => call('/things/thing_9'), 404, 'thing.not_found'],
    ['broken JSON', () => call('/things', { json: '{"name":' }), 400, 'request.malformed'],
    ['an empty body', () => call('/things', { json: '' }), 400, 'request.malformed'],
    ['a poisoned prototype', () => call('/things', { json: '{"__proto__":{"x":1}}' }), 400, 'request.malformed'],
    [
      'a poisoned constructor',
      () => call('/things', { json: '{"constructor":{"prototype":{"x":1}}}' }),
      400,
      'request.malformed',
    ],
    ['a body that is too deep', () => call('/things', { json: `{"name":${'['.repeat(64)}` }), 400, 'request.too_deep'],
    [
      'a body that is as deep as it may be',
      () => call('/things', { json: `{"name":${'['.repeat(63)}` }),
      400,
      'request.malformed',
    ],
    ['a body of the wrong shape', () => call('/things', { json: '[]' }), 400, 'request.invalid'],
    ['a field of the wrong type', () => call('/things', { json: '{"name":7}' }), 400, 'request.invalid'],
    ['a body that is too large', () => call('/things', { json: `"${'x'.repeat(4_096)}"` }), 413, 'request.too_large'],
    [
      'plain text',
      () => call('/things', { method: 'POST', body: 'hello', headers: { 'content-type': 'text/plain' } }),
      415,
      'request.unsupported_media_type',
    ],
    [
      'a form',
      () =>
        call('/things', {
          method: 'POST',
          body: 'name=x',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      415,
      'request.unsupported_media_type',
    ],
    [
      'a deadline that is none',
      () => call('/things/1', { headers: { 'x-request-timeout-ms': '1e3' } }),
      400,
      'request.timeout_invalid',
    ],
    ['a path that is no URL', () => call('/things/%zz'), 400, 'request.malformed'],
    ['a full queue', () => call('/things/full'), 429, 'capacity.queue_full'],
    ['a fault of ours', () => call('/things/fault'), 500, 'internal'],
  ])('answers %s with a problem document and its code', async (_what, send, status, code) => {
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const body = z.looseObject({ detail: z.string() }).parse(await answer.json());
    expect(body).toMatchObject({ status, code, request_id: answer.headers.get('x-request-id') });
    expect(body.detail).not.toMatch(/internal words|hunter2|Cannot GET/);
  });

  it('says when to try again, in both units', async () => {
    const answer = await call('/things/full');
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(answer.headers.get('retry-after-ms')).toBe('1200');
    expect(await answer.json()).toMatchObject({ retry_after_ms: 1_200 });
  });

  it('says how large a body may be', async () => {
    const answer = await call('/things', { json: `"${'x'.repeat(4_096)}"` });
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('2,048 bytes') });
  });

  it('names every refused field', async () => {
    const answer = await call('/things', { json: '{"name":"","count":"many"}' });
    const { errors } = z
      .object({ errors: z.array(z.object({ path: z.string(), message: z.string() })) })
      .parse(await answer.json());
    expect(errors.map((error) => error.path)).toEqual(['name', 'count']);
  });

  it('speaks to callers of /v1 in the words of the OpenAI API, whoever refuses', async () => {
    const quota = await call('/v1/models');
    expect(quota.status).toBe(429);
    expect(quota.headers.get('retry-after-ms')).toBe('2000');
    expect(await quota.json()).toMatchObject({
      error: { type: 'rate_limit_error', code: 'quota.tokens', param: null },
    });
    const anonymous = await call('/v1/models', { key: '' });
    expect(await anonymous.json()).toMatchObject({ error: { type: 'authentication_error', code: 'auth.missing_key' } });
    const unknown = await call('/v1/nothing');
    expect(await unknown.json()).toMatchObject({ error: { type: 'not_found_error', code: 'route.not_found' } });
  });

  it('lets everybody into public routes, as nobody in particular', async () => {
    const answer = await call('/open', { key: '' });
    expect(await answer.json()).toEqual({ tenantId: 'anonymous' });
  });

  it('lets the listed origins in and no others', async () => {
    const listed = await call('/open', { headers: { origin: 'https://console.example' } });
    expect(listed.headers.get('access-control-allow-origin')).toBe('https://console.example');
    const other = await call('/open', { headers: { origin: 'https://elsewhere.example' } });
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each([
    ['an answer', () => call('/open')],
    ['a refusal', () => call('/things/1', { key: '' })],
    ['a route that is not there', () => call('/no/such/route')],
    ['a URL that is none', () => call('/things/%zz')],
    ['a deadline that is none', () => call('/things/1', { headers: { 'x-request-timeout-ms': 'soon' } })],
    ['a stream', () => call('/things/failing')],
  ])('takes from a browser what %s does not need', async (_what, send) => {
    const { headers } = await send();
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
  });

  it('answers a preflight of a listed origin and of no other', async () => {
    const ask = (origin: string) =>
      call('/things', {
        method: 'OPTIONS',
        key: '',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      });
    const listed = await ask('https://console.example');
    expect(listed.status).toBe(204);
    expect(listed.headers.get('access-control-allow-methods')).toContain('POST');
    const other = await ask('https://elsewhere.example');
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
    for (const { headers } of [listed, other]) expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  it('cancels the deadline of a request whose client has left', async () => {
    const client = new AbortController();
    const leaving = call('/things/wait', { signal: client.signal, headers: { 'x-request-id': 'left-early' } });
    setTimeout(() => {
      client.abort();
    }, 30);
    await expect(leaving).rejects.toThrow();
    await until(() => cancelled.includes('left-early'));
  });

  it('stops the source of a stream whose client has left', async () => {
    const client = new AbortController();
    const answer = await call('/things/ticks', { signal: client.signal });
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const reader = answer.body?.getReader();
    await reader?.read();
    client.abort();
    await until(() => sourceStopped);
  });

  it('ends a stream that fails with an error event that gives nothing away', async () => {
    const answer = await call('/things/failing', { headers: { 'x-request-id': 'streamed' } });
    const text = await answer.text();
    expect(answer.headers.get('x-request-id')).toBe('streamed');
    expect(text).toContain('id: 1\nevent: stage\ndata: "line one\\nline two"\n\n');
    expect(text).toMatch(/event: error\ndata: \{.*"code":"upstream\.timeout".*"retry_after_ms":1500.*\}\n\n$/);
    expect(text).not.toContain('internal words');
  });

  it('is alive from the beginning, ready once started, and not ready while it drains', async () => {
    const readiness = app.get(Readiness);
    expect((await call('/healthz', { key: '' })).status).toBe(200);
    expect((await call('/readyz', { key: '' })).status).toBe(503);
    readiness.started();
    expect((await call('/readyz', { key: '' })).status).toBe(200);
    readiness.drain();
    readiness.started();
    expect((await call('/readyz', { key: '' })).status).toBe(503);
    expect((await call('/healthz', { key: '' })).status).toBe(200);
  });

  it('measures requests by route, not by path, and counts those nobody waited for', async () => {
    await call('/things/one');
    await call('/things/two');
    await call('/no/such/path');
    const text = await (await call('/metrics', { key: '' })).text();
    expect(text).toMatch(
      /http_request_duration_seconds_count\{.*method="GET",route="\/things\/:id",status_class="4xx"\} \d+/,
    );
    expect(text).toMatch(/route="unknown",status_class="4xx"/);
    expect(text).toMatch(/route="\/things\/wait",status_class="4xx"/);
    expect(text).not.toContain('/no/such/path');
    expect(text).toContain('process_cpu_user_seconds_total');
  });

  it('describes its routes, the schemas of their bodies and the shape of every error', async () => {
    const document = z
      .looseObject({
        paths: z.record(z.string(), z.unknown()),
        components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
      })
      .parse(await (await call('/openapi.json', { key: '' })).json());
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['Thing', 'Problem', 'OpenAiError']),
    );
    expect(document.components.schemas['Problem']).toMatchObject({
      type: 'object',
      properties: { code: {}, detail: {} },
    });
    expect(JSON.stringify(document)).not.toContain('#/definitions/');
    expect(JSON.stringify(document.paths['/things'])).toContain('#/components/schemas/Problem');
    expect(JSON.stringify(document.paths['/v1/models'])).toContain('#/components/schemas/OpenAiError');
    const page = await call('/docs', { key: '' });
    expect(await page.text()).not.toMatch(/src="https?:/);
  });
});

/** Waits for something another connection causes; fails by the test's own time limit. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(2);
}
