import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, Res } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { DeadlineInterceptor } from '@tradewind/upstream';
import { currentScope } from '@tradewind/upstream/core';
import type { FastifyReply } from 'fastify';
import { pino } from 'pino';
import { PLATFORM_CONFIG } from '../config/platform-config.js';
import { Database } from '../database/database.js';
import { Readiness } from '../health/readiness.js';
import { HealthController } from '../health/health.controller.js';
import { sseResponse, type SseEvent } from '../http/sse.js';
import { assembleService } from '../service/create-service.js';
import { webProviders } from '../service/web-providers.js';
import { Public } from '../tenancy/public.js';
import { shutDown } from './shutdown.js';

/** Resolved by the tests: work that takes as long as they like. */
let finish = (_: string): void => undefined;
let begun = (): void => undefined;

async function* untilCancelled(): AsyncGenerator<SseEvent> {
  yield { event: 'stage', data: { stage: 'begun' } };
  const { deadline } = currentScope();
  await new Promise((_resolve, reject) => {
    deadline.signal.addEventListener('abort', () => {
      reject(deadline.reason instanceof Error ? deadline.reason : new Error('cancelled'));
    });
  });
}

@Public()
@Controller('work')
class WorkController {
  @Get()
  work() {
    const done = new Promise<string>((resolve) => {
      finish = resolve;
    });
    begun();
    return done.then((answer) => ({ answer }));
  }

  @Get('endless')
  endless() {
    begun();
    return new Promise(() => undefined);
  }

  @Get('stream')
  stream(@Res() reply: FastifyReply) {
    begun();
    return sseResponse(reply, untilCancelled());
  }
}

@Module({
  controllers: [WorkController, HealthController],
  providers: [
    ...webProviders('work'),
    { provide: Database, useValue: {} },
    { provide: APP_INTERCEPTOR, useClass: DeadlineInterceptor },
  ],
  exports: [PLATFORM_CONFIG],
})
class WorkModule {}

describe('a service that is told to stop', () => {
  let service: Awaited<ReturnType<typeof assembleService>>;
  let base: string;

  beforeEach(async () => {
    process.env['DATABASE_URL'] = 'postgres://nobody@127.0.0.1:1/none';
    process.env['LOG_LEVEL'] = 'silent';
    service = await assembleService({ name: 'work', module: WorkModule, defaultPort: 0 });
    await service.app.listen(0, '127.0.0.1');
    service.app.get(Readiness).started();
    base = await service.app.getUrl();
  });
  afterEach(() => service.app.close().catch(() => undefined));

  const stop = (graceMs: number, drainMs = 0) =>
    shutDown(
      {
        app: service.app,
        readiness: service.app.get(Readiness),
        inFlight: service.inFlight,
        logger: pino({ level: 'silent' }),
        drainMs,
        graceMs,
      },
      'SIGTERM',
    );
  /** A request, once its handler has begun. */
  const ask = async (path: string) => {
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const answer = fetch(`${base}${path}`);
    await started;
    return { answer };
  };

  it('is unready and still answers while it drains, and closes each connection with its answer', async () => {
    const stopped = stop(5_000, 200);
    const probe = await fetch(`${base}/readyz`);
    expect(probe.status).toBe(503);
    expect(await probe.json()).toMatchObject({ code: 'service.not_ready' });
    const { answer } = await ask('/work');
    finish('served');
    const served = await answer;
    expect(served.headers.get('connection')).toBe('close');
    expect(await served.json()).toEqual({ answer: 'served' });
    expect(await stopped).toBe(0);
  });

  it('finishes what is in flight within the grace, takes nothing new, and ends with 0', async () => {
    const { answer } = await ask('/work');
    const stopped = stop(5_000);
    finish('finished');
    expect(await (await answer).json()).toEqual({ answer: 'finished' });
    expect(await stopped).toBe(0);
    await expect(fetch(`${base}/healthz`)).rejects.toThrow();
  });

  it('ends a stream that outlasts the grace with an error event that says why, and still ends with 0', async () => {
    const { answer } = await ask('/work/stream');
    const text = (await answer).text();
    expect(await stop(50)).toBe(0);
    expect(await text).toMatch(/event: error\ndata: \{.*"code":"service\.stopping"/);
  });

  it('answers a request that outlasts the grace with 503 and when to try again, and still ends with 0', async () => {
    const { answer } = await ask('/work/endless');
    expect(await stop(50)).toBe(0);
    const refused = await answer;
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({ code: 'service.stopping' });
  });
});
