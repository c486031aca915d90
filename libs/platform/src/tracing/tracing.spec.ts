import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Param } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Budget, createScope, currentScope, Pipeline, ServerGuard, UpstreamError } from '@tradewind/upstream/core';
import { z } from 'zod';
import { PLATFORM_CONFIG } from '../config/platform-config.js';
import { Database } from '../database/database.js';
import { createService } from '../service/create-service.js';
import { webProviders } from '../service/web-providers.js';
import { Public } from '../tenancy/public.js';
import { startTracing } from './start-tracing.js';
import { TRACING, type Tracing } from './tracing.js';

const Attribute = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) });
const SpanJson = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  attributes: z.array(Attribute),
  status: z.looseObject({ code: z.number().optional() }),
});
const Export = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(Attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(SpanJson) })),
    }),
  ),
});
type SpanJson = z.infer<typeof SpanJson>;

const options = { limit: 1, queue: { maxWaiting: 1, maxWaitMs: 1_000, mode: 'reject-newest' } } as const;
const pipeline = new Pipeline({
  name: 'things.llm',
  budget: new Budget('things.llm', options),
  server: new ServerGuard('acme'),
  timeouts: { connectMs: 100, firstByteMs: 100, idleMs: 100, totalMs: 1_000 },
  backoff: { baseMs: 1, maxMs: 1 },
});

let failures = 0;

@Public()
@Controller('things')
class ThingController {
  @Get(':id')
  read(@Param('id') id: string) {
    return pipeline.call({
      model: 'acme-large',
      idempotent: id === 'retried',
      execute: () => {
        if (id === 'retried' && failures++ === 0) {
          return Promise.reject(new UpstreamError('upstream.unreachable', 'away'));
        }
        const usage = { inputTokens: 11, outputTokens: 7, exact: true };
        return Promise.resolve({ value: { id }, ended: { outcome: 'success', usage } });
      },
    });
  }
}

@Module({
  controllers: [ThingController],
  providers: [...webProviders('things'), { provide: Database, useValue: {} }],
  exports: [PLATFORM_CONFIG],
})
class ThingModule {}

const valueOf = (span: SpanJson, key: string): unknown =>
  Object.values(span.attributes.find((attribute) => attribute.key === key)?.value ?? {})[0];

describe('tracing', () => {
  const received: string[] = [];
  let collector: Server;
  let app: NestFastifyApplication;
  let spans: SpanJson[] = [];
  let resource: Record<string, unknown> = {};
  const CALLER = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

  beforeAll(async () => {
    collector = createServer((request, response) => {
      let body = '';
      request.on('data', (data: Buffer) => (body += data.toString()));
      request.on('end', () => {
        received.push(body);
        response.end('{}');
      });
    });
    await new Promise<void>((done) => collector.listen(0, '127.0.0.1', done));
    const { port } = collector.address() as AddressInfo;
    process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] = `http://127.0.0.1:${String(port)}`;
    process.env['DATABASE_URL'] = 'postgres://nobody@127.0.0.1:1/none';
    process.env['LOG_LEVEL'] = 'silent';
    app = await createService({ name: 'things', module: ThingModule, defaultPort: 0 });
    await app.listen(0, '127.0.0.1');
    const base = await app.getUrl();
    const ask = (path: string, traceparent?: string) =>
      fetch(`${base}${path}`, { headers: traceparent === undefined ? {} : { traceparent } }).then((answer) =>
        answer.text(),
      );
    await ask('/things/one?secret=hunter2', CALLER);
    await ask('/things/retried');
    await ask('/healthz');
    const tracing = app.get<Tracing>(TRACING);
    const scope = createScope({ tenantId: 'tnt_1', deadlineMs: 1_000 });
    await tracing.task(scope, 'ingest', 'task_1', CALLER, async () => Promise.resolve());
    // Closing sends what was gathered.
    await app.close();
    const exported = received.map((body) => Export.parse(JSON.parse(body)));
    spans = exported.flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((one) => one.spans)),
    );
    resource = Object.fromEntries(
      exported.flatMap(({ resourceSpans }) =>
        resourceSpans.flatMap((one) => one.resource.attributes.map(({ key, value }) => [key, Object.values(value)[0]])),
      ),
    );
  });

  afterAll(() => {
    delete process.env['OTEL_EXPORTER_OTLP_ENDPOINT'];
    collector.close();
  });

  const named = (name: string, inTrace?: string) =>
    spans.filter((span) => span.name === name && (inTrace === undefined || span.traceId === inTrace));
  const [, traceId = '', callerSpan = ''] = CALLER.split('-');

  it('follows a request from the caller’s trace through the pipeline to the downstream call', () => {
    const [request] = named('GET /things/:id', traceId);
    const [call] = named('things.llm', traceId);
    const [admission] = named('admission', traceId);
    const [attempt] = named('acme acme-large', traceId);
    expect(request?.parentSpanId).toBe(callerSpan);
    expect(call?.parentSpanId).toBe(request?.spanId);
    expect(admission?.parentSpanId).toBe(call?.spanId);
    expect(attempt?.parentSpanId).toBe(call?.spanId);
    expect(resource['service.name']).toBe('things');
  });

  it('says what was asked and what it used in the terms of OpenTelemetry', () => {
    const [request] = named('GET /things/:id', traceId);
    const [call] = named('things.llm', traceId);
    const [attempt] = named('acme acme-large', traceId);
    if (!request || !call || !attempt) throw new Error('There are spans missing.');
    expect(valueOf(request, 'http.response.status_code')).toBe(200);
    expect(valueOf(call, 'gen_ai.operation.name')).toBe('chat');
    expect(valueOf(call, 'gen_ai.request.model')).toBe('acme-large');
    expect(valueOf(attempt, 'gen_ai.usage.input_tokens')).toBe(11);
    expect(valueOf(attempt, 'gen_ai.usage.output_tokens')).toBe(7);
  });

  it('shows every attempt of a call that was retried, and which one failed', () => {
    const [request] = named('GET /things/:id').filter((span) => span.traceId !== traceId);
    const attempts = named('acme acme-large', request?.traceId);
    expect(attempts).toHaveLength(2);
    expect(attempts.map(({ status }) => status.code ?? 0)).toEqual([2, 0]);
    expect(named('things.llm', request?.traceId)[0]?.status.code ?? 0).toBe(0);
  });

  it('goes on in the worker with the trace of the request that posted the task', () => {
    const [task] = named('ingest');
    expect(task).toMatchObject({ traceId, parentSpanId: callerSpan });
  });

  it('leaves probes out, and queries everywhere', () => {
    expect(named('GET /healthz')).toHaveLength(0);
    expect(received.join('')).not.toContain('hunter2');
  });

  it('is off, and loads nothing, while no endpoint is set', async () => {
    expect(await startTracing('things', { OTEL_TRACES_SAMPLER_ARG: 1 })).toBeUndefined();
    expect(() => currentScope()).toThrow();
  });
});
