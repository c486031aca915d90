import { Controller, Get, NotFoundException, Sse, type MessageEvent } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Registry } from 'prom-client';
import { Observable } from 'rxjs';
import { serve } from '../../../test/support/nest-app.js';
import { eventually } from '../../../test/support/stub-server.js';
import {
  Admit,
  AnswerMetrics,
  createScope,
  DeadlineMs,
  degrade,
  Upstream,
  UpstreamError,
  type UpstreamErrorCode,
} from '../../index.js';

let entered = 0;
const fail = (code: UpstreamErrorCode) => Promise.reject(new UpstreamError(code, code));

@Controller()
class AnswersController {
  @Get('whole')
  whole() {
    return { ok: true };
  }

  @Get('degraded')
  degraded() {
    return degrade(
      'search',
      () => fail('upstream.timeout'),
      () => ({}),
    );
  }

  @Get('refused')
  refused() {
    return fail('breaker.open');
  }

  @Get('missing')
  missing() {
    throw new NotFoundException();
  }

  @Get('failed')
  failed() {
    return fail('upstream.failed');
  }

  @Get('late')
  @DeadlineMs(20)
  late() {
    return new Promise(() => undefined);
  }

  @Get('bug')
  bug() {
    throw new TypeError('bug');
  }

  @Get('slow')
  slow() {
    entered++;
    return new Promise(() => undefined);
  }

  @Sse('events')
  events(): Observable<MessageEvent> {
    return new Observable((subscriber) => {
      entered++;
      subscriber.next({ data: 'one' });
    });
  }

  @Get('door')
  @Admit('door')
  door() {
    return {};
  }
}

const DOOR = { limit: 1, queue: { maxWaiting: 0, maxWaitMs: 0, mode: 'reject-newest' as const } };

describe('MetricsInterceptor', () => {
  let registry: Registry;
  let counted: jest.SpiedFunction<AnswerMetrics['count']>;
  let app: NestFastifyApplication;
  let get: (path: string, init?: RequestInit) => Promise<Response>;

  beforeEach(async () => {
    entered = 0;
    registry = new Registry();
    ({ app, get } = await serve(AnswersController, { registry, budgets: { door: DOOR } }));
    counted = jest.spyOn(app.get(AnswerMetrics), 'count');
  });
  afterEach(() => app.close());

  const answers = async () =>
    (await registry.metrics()).split('\n').filter((line) => line.startsWith('upstream_answers_total'));
  const one = (handler: string, result: string) => [
    `upstream_answers_total{handler="AnswersController.${handler}",result="${result}"} 1`,
  ];

  it.each([
    ['whole', 'whole'],
    ['degraded', 'degraded'],
    ['refused', 'refused'],
    ['missing', 'refused'],
    ['failed', 'failed'],
    ['late', 'failed'],
    ['bug', 'failed'],
  ])('counts %s as %s, once', async (handler, result) => {
    await (await get(`/${handler}`)).text();
    expect(await answers()).toEqual(one(handler, result));
  });

  it('counts what the guard of a full door refuses', async () => {
    const scope = createScope({ deadlineMs: 10_000 });
    const permit = await app.get(Upstream).budget('door').acquire({ scope });
    expect((await get('/door')).status).toBe(429);
    expect(await answers()).toEqual(one('door', 'refused'));
    permit.release('ignored');
    scope.deadline.dispose();
  });

  it.each(['slow', 'events'])('counts a caller of %s who has left as cancelled, once', async (handler) => {
    const leaving = new AbortController();
    const left = get(`/${handler}`, { signal: leaving.signal }).then((response) => response.text());
    left.catch(() => undefined);
    await eventually(() => entered === 1, 'the request is with its handler');
    leaving.abort();
    await expect(left).rejects.toThrow();
    await eventually(() => counted.mock.calls.length > 0, 'the answer is counted');
    expect(await answers()).toEqual(one(handler, 'cancelled'));
  });
});

it('an application without a registry is served all the same', async () => {
  const { app, get } = await serve(AnswersController, { budgets: { door: DOOR } });
  expect(await (await get('/whole')).json()).toEqual({ ok: true });
  await app.close();
});
