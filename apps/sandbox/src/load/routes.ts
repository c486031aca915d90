import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { RequestError } from '../errors.js';
import { LoadRun } from './load-run.js';
import { scenarioNames } from './scenarios.js';

/** Bounds of the load button: enough to overload the product's defaults on a laptop, and over within a minute. */
const LoadInput = z.strictObject({
  scenario: z.enum(scenarioNames),
  requests_per_second: z.number().min(1).max(40),
  seconds: z.int().min(1).max(60),
});

/**
 * `/load`: sends requests to the product with the caller's own key, for the console's overload lab. Only to the one address it was
 * started with, only what {@link scenarios} say, one burst at a time.
 */
export function installLoadRoutes(server: FastifyInstance, target: string | undefined): void {
  let run: LoadRun | undefined;

  server.addHook('onRequest', async (request, reply) => {
    if (/^\/load\b/.test(request.url)) void reply.header('access-control-allow-origin', '*');
  });
  server.options('/load', (_request, reply) =>
    reply
      .code(204)
      .header('access-control-allow-methods', 'GET, POST, DELETE, OPTIONS')
      .header('access-control-allow-headers', 'authorization, content-type')
      .send(),
  );
  server.get('/load', () => ({ load: run?.state ?? null }));
  server.post('/load', (request) => {
    if (target === undefined) {
      throw new RequestError(
        404,
        'This sandbox was started without LOAD_TARGET, the address to load.',
        'load.no_target',
      );
    }
    const { authorization } = request.headers;
    if (authorization === undefined) {
      throw new RequestError(401, 'Send the key that the requests shall carry.', 'load.no_key');
    }
    const parsed = LoadInput.safeParse(request.body);
    if (!parsed.success) {
      const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
      throw new RequestError(400, problems.join('; '), 'load.invalid');
    }
    run?.stop();
    run = new LoadRun(parsed.data, target, authorization);
    return { load: run.state };
  });
  server.delete('/load', () => {
    run?.stop();
    return { load: run?.state ?? null };
  });
  server.addHook('onClose', async () => {
    run?.stop();
  });
}
