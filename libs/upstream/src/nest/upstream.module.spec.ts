import { Controller, Get, Injectable, Module, Sse, type INestApplication, type MessageEvent } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { Observable } from 'rxjs';
import { eventually, httpStub, sendJson, type StubServer } from '../../test/support/stub-server.js';
import {
  Admit,
  createScope,
  currentScope,
  DeadlineMs,
  degrade,
  isUpstreamError,
  runInScope,
  Upstream,
  UpstreamError,
  UpstreamModule,
  type SearchPort,
  type UpstreamOptions,
} from '../index.js';

let stub: StubServer;
const release: (() => void)[] = [];
let streamed: Observable<MessageEvent>;

const QUEUE = { maxWaiting: 1, maxWaitMs: 1_000, mode: 'reject-newest' as const };
const options = (): UpstreamOptions => ({
  providers: { search: { kind: 'search', preset: 'serper', baseUrl: stub.url } },
  uses: { 'test.search': { provider: 'search', limit: 2, queue: QUEUE } },
  budgets: { 'test.door': { limit: 1, queue: { maxWaiting: 0, maxWaitMs: 0, mode: 'reject-newest' } } },
});

@Injectable()
class Finder {
  private readonly port: SearchPort;

  constructor(upstream: Upstream) {
    this.port = upstream.search('test.search');
  }

  async find(query: string): Promise<{ titles: string[] }> {
    const { results } = await this.port.search({ query });
    return { titles: results.map((hit) => hit.title) };
  }
}

@Controller()
class TestController {
  constructor(private readonly finder: Finder) {}

  @Get('find')
  find() {
    return this.finder.find('cups');
  }

  @Get('degraded')
  degraded() {
    return degrade(
      'search',
      () => this.finder.find('cups'),
      () => ({ titles: [] }),
    );
  }

  @Get('deadline')
  @DeadlineMs(60_000)
  deadline() {
    return { remainingMs: currentScope().deadline.remainingMs() };
  }

  @Get('deaf')
  @DeadlineMs(60)
  deaf() {
    return new Promise((resolve) =>
      release.push(() => {
        resolve({});
      }),
    );
  }

  @Get('door')
  @Admit('test.door')
  @DeadlineMs(5_000)
  door() {
    return new Promise((resolve) =>
      release.push(() => {
        resolve({ ok: true });
      }),
    );
  }

  @Sse('stream')
  @Admit('test.door')
  stream() {
    return streamed;
  }
}

@Module({
  imports: [UpstreamModule.forRootAsync({ useFactory: options })],
  controllers: [TestController],
  providers: [Finder],
})
class TestModule {}

describe('UpstreamModule', () => {
  let app: NestFastifyApplication;
  let answer: (status?: number) => void;

  beforeAll(async () => {
    stub = await httpStub((_request, response) => {
      answer = (status = 200) => {
        sendJson(response, { organic: [{ title: 'Cup', link: 'https://cup.example/' }] }, status);
      };
      pending.push(answer);
    });
  });
  afterAll(() => stub.close());

  const pending: ((status?: number) => void)[] = [];

  beforeEach(async () => {
    app = await NestFactory.create<NestFastifyApplication>(
      TestModule,
      new FastifyAdapter({ forceCloseConnections: true }),
      { logger: false },
    );
    // What an application does at its door: bind the scope, and map codes to statuses.
    const fastify = app.getHttpAdapter().getInstance();
    fastify.addHook('onRequest', (_request, reply, done) => {
      const scope = createScope({ deadlineMs: 10_000 });
      reply.raw.once('close', () => {
        if (!reply.raw.writableFinished) scope.deadline.cancel();
        scope.deadline.dispose();
      });
      runInScope(scope, done);
    });
    app.useGlobalFilters({
      catch(error: unknown, host) {
        const reply = host.switchToHttp().getResponse<{ status(code: number): { send(body: unknown): void } }>();
        const code = isUpstreamError(error) ? error.code : String(error);
        reply.status(code.startsWith('capacity.') ? 429 : 500).send({ code });
      },
    });
    await app.listen(0, '127.0.0.1');
  });
  afterEach(async () => {
    for (const let_go of release.splice(0)) let_go();
    await app.close();
  });

  const url = (path: string) => `${baseUrl(app)}${path}`;
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(url(path), { headers });
    return { status: response.status, body: (await response.json()) as unknown };
  };
  const door = () => app.get(Upstream).budget('test.door').snapshot();

  it('gives features their ports, end to end', async () => {
    const got = get('/find');
    await eventually(() => pending.length === 1, 'the search is called');
    pending.splice(0).forEach((send) => {
      send();
    });
    await expect(got).resolves.toEqual({ status: 200, body: { titles: ['Cup'] } });
  });

  it('tells the caller what was left out', async () => {
    const got = get('/degraded');
    await eventually(() => pending.length === 1, 'the search is called');
    pending.splice(0).forEach((send) => {
      send(500);
    });
    await expect(got).resolves.toEqual({
      status: 200,
      body: { titles: [], degraded: [{ stage: 'search', reason: 'upstream.failed' }] },
    });
  });

  it('gives a route its own deadline, longer than the default; the caller may only shorten it', async () => {
    const remaining = async (headers?: Record<string, string>) => {
      const { body } = await get('/deadline', headers);
      return (body as { remainingMs: number }).remainingMs;
    };
    expect(await remaining()).toBeGreaterThan(50_000);
    expect(await remaining({ 'x-request-timeout-ms': '2000' })).toBeLessThanOrEqual(2_000);
    expect(await remaining({ 'x-request-timeout-ms': '900000' })).toBeLessThanOrEqual(60_000);
    expect(await remaining({ 'x-request-timeout-ms': 'soon' })).toBeGreaterThan(50_000);
  });

  it('answers at the deadline even when the handler does not listen', async () => {
    await expect(get('/deaf')).resolves.toEqual({ status: 500, body: { code: 'deadline.exceeded' } });
  });

  it('refuses at a full door at once, and opens it when the handler has settled', async () => {
    const first = get('/door');
    await eventually(() => release.length === 1, 'the first request is inside');
    await expect(get('/door')).resolves.toEqual({ status: 429, body: { code: expect.stringMatching(/^capacity\./) } });
    release.splice(0).forEach((let_go) => {
      let_go();
    });
    await expect(first).resolves.toEqual({ status: 200, body: { ok: true } });
    expect(door().inFlight).toBe(0);
  });

  it('keeps the permit while the handler still runs, though its caller has left', async () => {
    const leaving = new AbortController();
    const first = fetch(url('/door'), { signal: leaving.signal });
    await eventually(() => release.length === 1, 'the request is inside');
    leaving.abort();
    await expect(first).rejects.toThrow();
    await expect(get('/door')).resolves.toMatchObject({ status: 429 });
    expect(door().inFlight).toBe(1);
    release.splice(0).forEach((let_go) => {
      let_go();
    });
    await eventually(() => door().inFlight === 0, 'the door is open');
  });

  it('holds the permit for as long as an event stream lasts', async () => {
    let ended = false;
    streamed = new Observable((subscriber) => {
      subscriber.next({ data: 'one' });
      return () => {
        ended = true;
      };
    });
    const leaving = new AbortController();
    const response = await fetch(url('/stream'), { signal: leaving.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    expect(door().inFlight).toBe(1);
    leaving.abort();
    await eventually(() => ended && door().inFlight === 0, 'the stream and its permit end');
  });

  it('stops the start at an unknown use, and names those there are', async () => {
    @Injectable()
    class Misspelt {
      constructor(upstream: Upstream) {
        upstream.search('test.serach');
      }
    }
    @Module({ imports: [UpstreamModule.forRoot(options())], providers: [Misspelt] })
    class MisspeltModule {}
    const start = NestFactory.createApplicationContext(MisspeltModule, { logger: false, abortOnError: false });
    await expect(start).rejects.toMatchObject({
      code: 'config.invalid',
      message: expect.stringContaining('test.search'),
    });
  });

  it('closes its connections with the application', async () => {
    const got = get('/find');
    await eventually(() => pending.length === 1, 'the search is called');
    pending.splice(0).forEach((send) => {
      send();
    });
    await got;
    expect(stub.sockets.size).toBeGreaterThan(0);
    await app.close();
    await eventually(() => stub.sockets.size === 0, 'no socket is left');
  });
});

describe('metrics', () => {
  it('go to the registry of the application, with a gauge for everything that can be full', async () => {
    const registry = new Registry();
    @Module({ providers: [{ provide: Registry, useValue: registry }], exports: [Registry] })
    class RegistryModule {}
    @Module({
      imports: [UpstreamModule.forRootAsync({ imports: [RegistryModule], useFactory: options }), RegistryModule],
    })
    class MetricsModule {}
    const context = await NestFactory.createApplicationContext(MetricsModule, { logger: false });
    const upstream = context.get(Upstream, { strict: false });
    const refused = runInScope(createScope({ deadlineMs: 100 }), () =>
      upstream.budget('test.door').run(async () => {
        await expect(
          runInScope(createScope({ deadlineMs: 100 }), () => upstream.budget('test.door').acquire()),
        ).rejects.toBeInstanceOf(UpstreamError);
      }),
    );
    await refused;
    const text = await registry.metrics();
    expect(text).toMatch(
      /upstream_admissions_total\{budget="test.door",lane="interactive",decision="capacity\.\w+"\} 1/,
    );
    expect(text).toContain('upstream_limit{budget="test.search",kind="configured"} 2');
    expect(text).toContain('upstream_pool_connections{server="search",state="free"} 0');
    await context.close();
  });
});

function baseUrl(app: INestApplication): string {
  const address: unknown = app.getHttpServer().address();
  if (typeof address !== 'object' || address === null || !('port' in address)) throw new Error('not listening');
  return `http://127.0.0.1:${String(address.port)}`;
}
