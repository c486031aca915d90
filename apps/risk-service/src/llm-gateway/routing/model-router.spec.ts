import { describe, expect, it } from '@jest/globals';
import { UpstreamError, type UpstreamErrorCode } from '@tradewind/upstream';
import { ModelRouter } from './model-router.js';
import { RouteTable, type Route } from './route-table.js';

const route: Route = {
  model: 'chat',
  kind: 'chat',
  servers: ['a', 'b', 'c'].map((server) => ({ server, model: 'm', weight: 1 })),
};
const table = new RouteTable([route, { ...route, model: 'embed', kind: 'embedding' }]);
const router = new ModelRouter(() => 0);

function failing(failures: Record<string, UpstreamError>) {
  const tried: string[] = [];
  const attempt = ({ server }: { server: string }): Promise<string> => {
    tried.push(server);
    const failure = failures[server];
    return failure ? Promise.reject(failure) : Promise.resolve(server);
  };
  return { tried, attempt };
}

const error = (code: UpstreamErrorCode, retryAfterMs?: number) =>
  new UpstreamError(code, code, retryAfterMs === undefined ? {} : { retryAfterMs });

describe('ModelRouter', () => {
  it('refuses an unknown model, and one of another endpoint, with the names that are allowed there', () => {
    for (const model of ['gpt-9', 'embed']) {
      expect(() => router.routeFor(table, 'chat.completions', model)).toThrow(
        expect.objectContaining({
          code: 'model_not_found',
          status: 404,
          detail: expect.stringContaining('Allowed: chat.'),
        }),
      );
    }
    expect(router.routeFor(table, 'embeddings', 'embed').model).toBe('embed');
  });

  it.each<UpstreamErrorCode>(['breaker.open', 'capacity.queue_full', 'upstream.rate_limited', 'upstream.timeout'])(
    'goes on to the next server after %s',
    async (code) => {
      const { tried, attempt } = failing({ a: error(code) });
      await expect(router.firstAnswer(route, attempt)).resolves.toBe('b');
      expect(tried).toEqual(['a', 'b']);
    },
  );

  it.each<UpstreamErrorCode>(['call.cancelled', 'deadline.exceeded', 'upstream.rejected'])(
    'tries no other server after %s',
    async (code) => {
      const { tried, attempt } = failing({ a: error(code) });
      await expect(router.firstAnswer(route, attempt)).rejects.toMatchObject({ code });
      expect(tried).toEqual(['a']);
    },
  );

  it('says the shortest wait when all servers refuse', async () => {
    const { attempt } = failing({
      a: error('breaker.open', 60_000),
      b: error('quota.tokens', 700),
      c: error('upstream.failed'),
    });
    await expect(router.firstAnswer(route, attempt)).rejects.toMatchObject({ retryAfterMs: 700 });
  });
});
