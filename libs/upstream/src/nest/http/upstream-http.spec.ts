import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import type { RequestListener } from 'node:http';
import type { HttpService } from '@nestjs/axios';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { bodyOf, eventually, httpStub, sendJson, type StubServer } from '../../../test/support/stub-server.js';
import { createHttpService, createScope, runInScope, Upstream, type CallScope } from '../../index.js';

describe('HttpService over a use', () => {
  let stub: StubServer;
  let answer: RequestListener;
  let upstream: Upstream;
  let http: HttpService;
  let scope: CallScope;

  beforeEach(async () => {
    stub = await httpStub((request, response) => {
      answer(request, response);
    });
    upstream = new Upstream({
      providers: { crm: { kind: 'search', preset: 'searxng', baseUrl: `${stub.url}/api`, apiKey: 'key' } },
      uses: {
        crm: {
          provider: 'crm',
          limit: 1,
          queue: { maxWaiting: 0, maxWaitMs: 0, mode: 'reject-newest' },
          maxRetries: 0,
        },
      },
    });
    http = createHttpService(upstream, 'crm');
    scope = createScope({ deadlineMs: 10_000 });
  });

  afterEach(async () => {
    scope.deadline.dispose();
    await upstream.close();
    await stub.close();
  });

  const call = <T>(work: () => Promise<T>) => runInScope(scope, work);
  const inFlight = () => upstream.budget('crm').snapshot().inFlight;

  it('speaks as axios does, over the connections of the provider', async () => {
    let seen: unknown;
    answer = (request, response) => {
      void bodyOf(request).then((body) => {
        seen = [request.method, request.url, request.headers.authorization, request.headers['content-type'], body];
        sendJson(response, { id: 7 }, 201, { 'x-from': 'crm' });
      });
    };
    const response = await call(() =>
      firstValueFrom(http.post<{ id: number }>('/buyers', { name: 'Acme' }, { params: { dry: true } })),
    );
    expect(response).toMatchObject({ status: 201, data: { id: 7 }, headers: { 'x-from': 'crm' } });
    expect(seen).toEqual(['POST', '/api/buyers?dry=true', 'Bearer key', 'application/json', '{"name":"Acme"}']);
    expect(upstream.snapshot().providers[0]?.pool.connected).toBe(1);
  });

  it('takes a permit like every other call', async () => {
    answer = () => undefined;
    const first = call(() => firstValueFrom(http.get('/slow', { timeout: 200 })));
    await eventually(() => inFlight() === 1, 'the first call is in flight');
    await expect(call(() => firstValueFrom(http.get('/slow')))).rejects.toMatchObject({ code: 'capacity.queue_full' });
    await expect(first).rejects.toMatchObject({ code: 'upstream.timeout', details: { phase: 'total' } });
    await eventually(() => inFlight() === 0 && stub.inFlight.now === 0, 'the call has ended');
  });

  it('fails with our codes, unless the caller wants the status', async () => {
    answer = (_request, response) => {
      sendJson(response, { no: true }, 404);
    };
    await expect(call(() => firstValueFrom(http.get('/x')))).rejects.toMatchObject({ code: 'upstream.rejected' });
    const response = await call(() => firstValueFrom(http.get('/x', { validateStatus: (status) => status === 404 })));
    expect(response).toMatchObject({ status: 404, data: { no: true } });
  });

  it('ends with axios’ own signal, also in mid-stream', async () => {
    const controller = new AbortController();
    answer = () => undefined;
    const pending = call(() => firstValueFrom(http.get('/slow', { signal: controller.signal })));
    await eventually(() => stub.inFlight.now === 1, 'the call is in flight');
    controller.abort();
    // axios words its own cancellation itself.
    await expect(pending).rejects.toMatchObject({ code: 'ERR_CANCELED' });
    await eventually(() => inFlight() === 0, 'the permit is free');

    const second = new AbortController();
    answer = (_request, response) => response.write('part');
    const { data } = await call(() =>
      firstValueFrom(http.get<Readable>('/s', { signal: second.signal, responseType: 'stream' })),
    );
    expect(inFlight()).toBe(1);
    second.abort();
    await expect(text(data)).rejects.toMatchObject({ code: 'call.cancelled' });
    await eventually(() => inFlight() === 0 && stub.inFlight.now === 0, 'the call has ended');
  });

  it('never leaves its provider', async () => {
    for (const url of ['https://evil.example/', '//evil.example/']) {
      await expect(call(() => firstValueFrom(http.get(url)))).rejects.toMatchObject({ code: 'config.invalid' });
    }
  });
});
