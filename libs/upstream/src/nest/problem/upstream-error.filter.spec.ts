import { Controller, Get, Res } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { serve } from '../../../test/support/nest-app.js';
import { UpstreamError } from '../../index.js';

interface RawReply {
  hijack(): void;
  raw: { writeHead(status: number): void; write(text: string): void; end(text: string): void };
}

@Controller()
class FailingController {
  @Get('full')
  full(): void {
    throw new UpstreamError('capacity.queue_full', 'secret', { retryAfterMs: 1_000.2 });
  }

  @Get('soon')
  soon(): void {
    throw new UpstreamError('quota.requests', 'secret', { retryAfterMs: 0 });
  }

  @Get('broken')
  broken(): void {
    throw new UpstreamError('upstream.failed', 'secret');
  }

  @Get('begun')
  begun(@Res() reply: RawReply): void {
    reply.hijack();
    reply.raw.writeHead(200);
    reply.raw.write('begun ');
    setImmediate(() => {
      reply.raw.end('and ended');
    });
    throw new UpstreamError('upstream.interrupted', 'secret');
  }

  @Get('bug')
  bug(): void {
    throw new TypeError('secret');
  }
}

describe('UpstreamErrorFilter', () => {
  let app: NestFastifyApplication;
  let get: (path: string) => Promise<Response>;

  beforeEach(async () => {
    ({ app, get } = await serve(FailingController));
  });
  afterEach(() => app.close());

  it('answers with problem+json, and the time to try again rounded up', async () => {
    const response = await get('/full');
    expect(response.status).toBe(429);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(response.headers.get('retry-after')).toBe('2');
    expect(response.headers.get('retry-after-ms')).toBe('1001');
    expect(await response.json()).toEqual({
      type: 'urn:tradewind:problem:capacity.queue_full',
      title: 'Too Many Requests',
      status: 429,
      code: 'capacity.queue_full',
      detail: 'Too many requests are waiting for the same resource. Try again later.',
      request_id: 'req_1',
      retry_after_ms: 1_001,
    });
  });

  it('never says to try again in 0 seconds', async () => {
    expect((await get('/soon')).headers.get('retry-after')).toBe('1');
  });

  it('says nothing about trying again when nobody knows', async () => {
    const response = await get('/broken');
    expect(response.status).toBe(502);
    expect(response.headers.has('retry-after')).toBe(false);
    expect(await response.json()).not.toHaveProperty('retry_after_ms');
  });

  it('leaves an answer that has begun to its writer', async () => {
    const response = await get('/begun');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('begun and ended');
  });

  it('leaves other errors to other filters', async () => {
    const response = await get('/bug');
    expect(response.status).toBe(500);
    expect(response.headers.get('content-type')).not.toContain('problem');
  });
});
