import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { ADAPTERS, USE, type AdapterCase, type SeenRequest } from '../../test/support/adapter-cases.js';
import { bodyOf, eventually, httpStub, sendJson, type StubServer } from '../../test/support/stub-server.js';
import { createScope, runInScope, Upstream, UpstreamError } from '../index.js';

/** What every adapter guarantees, whatever it speaks: against a real server, through the whole pipeline. */
describe.each(ADAPTERS.map((adapter) => [`${adapter.kind} as ${adapter.preset}`, adapter] as const))(
  '%s',
  (_name, adapter) => {
    let stub: StubServer;
    let answer: RequestListener;
    let upstream: Upstream;

    beforeAll(async () => {
      stub = await httpStub((request, response) => {
        answer(request, response);
      });
    });
    afterEach(async () => {
      expect(upstream.snapshot().budgets[0]).toMatchObject({ inFlight: 0, waiting: 0 });
      await upstream.close();
    });
    afterAll(() => stub.close());

    function call(
      to: RequestListener,
      options: { firstByteMs?: number; scope?: ReturnType<typeof createScope> } = {},
    ): Promise<unknown> {
      answer = to;
      upstream = upstreamFor(adapter, `${stub.url}/base`, options.firstByteMs);
      const scope = options.scope ?? createScope({ deadlineMs: 10_000 });
      return runInScope(scope, () => adapter.call(upstream)).finally(() => {
        scope.deadline.dispose();
      });
    }

    it('asks as the provider expects and returns what it answers', async () => {
      let seen: SeenRequest | undefined;
      const result = await call((request, response) => {
        void bodyOf(request).then((body) => {
          seen = {
            method: request.method ?? '',
            path: request.url ?? '',
            headers: request.headers,
            json: body === '' ? undefined : JSON.parse(body),
          };
          sendJson(response, adapter.answer);
        });
      });
      expect(result).toEqual(adapter.result);
      const { key, ...expected } = adapter.request;
      expect(seen).toMatchObject(expected);
      expect(seen?.headers).toMatchObject({ ...key, 'accept-encoding': 'identity' });
    });

    it('calls nonsense malformed', async () => {
      for (const text of ['', '{"half":', '<html>', 'null', '7', '"text"']) {
        await expect(call((_request, response) => response.end(text))).rejects.toMatchObject({
          code: 'upstream.malformed',
        });
        await upstream.close();
      }
      for (const broken of adapter.broken) {
        await expect(
          call((_request, response) => {
            sendJson(response, broken);
          }),
        ).rejects.toMatchObject({ code: 'upstream.malformed' });
        await upstream.close();
      }
    });

    it.each([
      [429, 'upstream.rate_limited'],
      [401, 'upstream.rejected'],
      [500, 'upstream.failed'],
    ])('turns status %i into %s', async (status, code) => {
      const refused = call((_request, response) => {
        sendJson(response, { error: 'no' }, status, { 'retry-after-ms': '40000' });
      });
      await expect(refused).rejects.toMatchObject({ code, details: { status }, retryAfterMs: expect.any(Number) });
      expect(stub.inFlight.now).toBe(0);
    });

    it('ends a hung call and frees its permit', async () => {
      await expect(call(() => undefined, { firstByteMs: 40 })).rejects.toMatchObject({
        code: 'upstream.timeout',
        details: { phase: 'first_byte' },
      });
      await eventually(() => stub.inFlight.now === 0, 'the server sees the end');
    });

    it('ends with its caller', async () => {
      const scope = createScope({ deadlineMs: 10_000 });
      const pending = call(
        () => {
          scope.deadline.cancel();
        },
        { scope },
      );
      await expect(pending).rejects.toMatchObject({ code: 'call.cancelled' });
      await eventually(() => stub.inFlight.now === 0, 'the server sees the end');
      await eventually(() => upstream.snapshot().budgets[0]?.inFlight === 0, 'the permit is free');
    });

    it('fails in a typed way when the connection breaks', async () => {
      const broken = call((request, response) => {
        request.resume();
        response.socket?.resetAndDestroy();
      });
      await expect(broken).rejects.toBeInstanceOf(UpstreamError);
      await expect(broken).rejects.toMatchObject({ code: 'upstream.unreachable' });
    });
  },
);

function upstreamFor(adapter: AdapterCase, baseUrl: string, firstByteMs = 5_000): Upstream {
  return new Upstream({
    providers: {
      stub: {
        kind: adapter.kind,
        preset: adapter.preset,
        baseUrl,
        apiKey: 'the-key',
        model: 'model-1',
        dimensions: 2,
        timeouts: { firstByteMs },
      },
    },
    uses: {
      [USE]: {
        provider: 'stub',
        limit: 2,
        queue: { maxWaiting: 2, maxWaitMs: 1_000, mode: 'reject-newest' },
        maxRetries: 0,
      },
    },
  });
}
