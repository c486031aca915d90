import { Controller, Get, Module, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createScope, isUpstreamError, runInScope } from '../core/index.js';
import { TenantThrottlerGuard, TenantThrottlingModule } from './index.js';

@Controller()
@UseGuards(TenantThrottlerGuard)
class TestController {
  @Get('one')
  one() {
    return { ok: true };
  }

  @Get('two')
  two() {
    return { ok: true };
  }
}

@Module({
  imports: [TenantThrottlingModule.forRootAsync({ useFactory: () => ({ limits: [{ limit: 3, windowMs: 60_000 }] }) })],
  controllers: [TestController],
})
class TestModule {}

describe('tenant throttling', () => {
  let app: NestFastifyApplication;

  beforeEach(async () => {
    app = await NestFactory.create<NestFastifyApplication>(TestModule, new FastifyAdapter(), { logger: false });
    app
      .getHttpAdapter()
      .getInstance()
      .addHook('onRequest', (request, _reply, done) => {
        const tenantId = request.headers['x-tenant'];
        const scope = createScope({
          deadlineMs: 1_000,
          tenantId: typeof tenantId === 'string' ? tenantId : 'anonymous',
        });
        runInScope(scope, done);
      });
    app.useGlobalFilters({
      catch(error: unknown, host) {
        const reply = host.switchToHttp().getResponse<{ status(code: number): { send(body: unknown): void } }>();
        reply.status(429).send(isUpstreamError(error) ? { code: error.code, retryAfterMs: error.retryAfterMs } : {});
      },
    });
    await app.init();
  });
  afterEach(() => app.close());

  const get = async (url: string, tenant?: string) => {
    const response = await app.inject({ url, headers: tenant === undefined ? {} : { 'x-tenant': tenant } });
    return { status: response.statusCode, body: response.json<unknown>() };
  };

  it('counts a tenant over all routes, refuses in our words, and leaves the others alone', async () => {
    for (const route of ['/one', '/two', '/one']) expect(await get(route, 'acme')).toMatchObject({ status: 200 });
    const refused = await get('/two', 'acme');
    expect(refused).toEqual({ status: 429, body: { code: 'quota.requests', retryAfterMs: expect.any(Number) } });
    expect(await get('/one', 'globex')).toMatchObject({ status: 200 });
    expect(await get('/one')).toMatchObject({ status: 200 });
  });
});
