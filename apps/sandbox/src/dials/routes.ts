import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { RequestError } from '../errors.js';
import { kinds } from '../kinds.js';
import type { Stats } from '../stats/stats.js';
import { DialInput, DialInputs, explainProblems } from './dial.js';
import type { DialBoard } from './dial-board.js';

const ResetQuery = z.object({ kind: z.enum(kinds, { error: `must be one of ${kinds.join(', ')}` }).optional() });

/** `/dials` and `/stats`, open to pages of other origins: the console's overload lab turns them from the browser. */
export function installDialRoutes(server: FastifyInstance, board: DialBoard, stats: Stats): void {
  server.addHook('onRequest', async (request, reply) => {
    if (!/^\/(dials|stats)\b/.test(request.url)) return;
    void reply.header('access-control-allow-origin', '*');
  });
  for (const path of ['/dials', '/stats']) {
    server.options(path, (_request, reply) =>
      reply
        .code(204)
        .header('access-control-allow-methods', 'GET, POST, DELETE, OPTIONS')
        .header('access-control-allow-headers', 'content-type')
        .send(),
    );
  }

  server.get('/dials', () => ({ dials: board.list() }));

  server.post('/dials', (request) => {
    const schema = Array.isArray(request.body) ? DialInputs : DialInput.transform((one) => [one]);
    const parsed = schema.safeParse(request.body);
    if (!parsed.success) throw new RequestError(400, explainProblems(parsed.error), 'dials.invalid');
    board.turn(parsed.data);
    return { dials: board.list() };
  });

  server.delete('/dials', (request) => {
    const parsed = ResetQuery.safeParse(request.query);
    if (!parsed.success) throw new RequestError(400, explainProblems(parsed.error), 'dials.invalid');
    board.reset(parsed.data.kind);
    return { dials: board.list() };
  });

  server.get('/stats', () => ({ stats: stats.snapshot() }));

  server.delete('/stats', () => {
    stats.reset();
    return { stats: stats.snapshot() };
  });
}
