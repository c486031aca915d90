import { Controller, Get, Res, Sse, type MessageEvent } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { of, type Observable } from 'rxjs';
import { serve } from '../../../test/support/nest-app.js';
import { httpStub, sendJson, type StubServer } from '../../../test/support/stub-server.js';
import { Upstream, UpstreamError, withDeadline, type LlmPort } from '../../index.js';

interface RawReply {
  hijack(): void;
  raw: { writeHead(status: number): void; end(text: string): void };
}

@Controller()
class SpendingController {
  private readonly llm: LlmPort;

  constructor(upstream: Upstream) {
    this.llm = upstream.llm('test.llm');
  }

  private ask() {
    return this.llm.complete({ messages: [{ role: 'user', content: 'Hello' }], maxOutputTokens: 100 });
  }

  @Get('twice')
  async twice() {
    await this.ask();
    const { content } = await withDeadline(5_000, () => this.ask());
    return { content };
  }

  @Get('failing')
  async failing() {
    await this.ask();
    throw new UpstreamError('upstream.malformed', 'nonsense');
  }

  @Get('nothing')
  nothing() {
    return {};
  }

  @Get('begun')
  async begun(@Res() reply: RawReply) {
    reply.hijack();
    reply.raw.writeHead(200);
    await this.ask();
    reply.raw.end('streamed');
  }

  @Sse('events')
  events(): Observable<MessageEvent> {
    return of({ data: 'one' });
  }
}

describe('UsageInterceptor', () => {
  let stub: StubServer;
  let app: NestFastifyApplication;
  let get: (path: string) => Promise<Response>;

  beforeEach(async () => {
    stub = await httpStub((_request, response) => {
      sendJson(response, {
        model: 'm',
        choices: [{ message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 11, completion_tokens: 3, total_tokens: 14 },
      });
    });
    ({ app, get } = await serve(SpendingController, {
      providers: { llm: { kind: 'llm', preset: 'openai-compatible', baseUrl: stub.url, model: 'm' } },
      uses: {
        'test.llm': { provider: 'llm', limit: 1, queue: { maxWaiting: 0, maxWaitMs: 0, mode: 'reject-newest' } },
      },
    }));
  });
  afterEach(async () => {
    await app.close();
    await stub.close();
  });

  const told = ({ headers }: Response) =>
    ['x-upstream-calls', 'x-upstream-input-tokens', 'x-upstream-output-tokens'].map((name) => headers.get(name));

  it('tells the calls and tokens of all calls of a request, those under shorter deadlines included', async () => {
    const response = await get('/twice');
    expect(await response.json()).toEqual({ content: 'Hi' });
    expect(told(response)).toEqual(['2', '22', '6']);
  });

  it('tells them with an error as well', async () => {
    const response = await get('/failing');
    expect(response.status).toBe(502);
    expect(told(response)).toEqual(['1', '11', '3']);
  });

  it('says nothing when nothing was spent, and counts each request for itself', async () => {
    await get('/twice');
    expect(told(await get('/nothing'))).toEqual([null, null, null]);
  });

  it('leaves streams alone', async () => {
    const begun = await get('/begun');
    expect(await begun.text()).toBe('streamed');
    expect(told(begun)).toEqual([null, null, null]);
    expect(await (await get('/events')).text()).toContain('data: one');
  });
});
