import Fastify, { type FastifyInstance } from 'fastify';
import { installCatalogue } from './catalogue/routes.js';
import { DialBoard, DialError } from './dials/dial-board.js';
import { installFaults } from './dials/faults.js';
import { installDialRoutes } from './dials/routes.js';
import { RequestError, sendError } from './errors.js';
import { installLoadRoutes } from './load/routes.js';
import { installChat } from './openai/chat-route.js';
import { installEmbeddings } from './openai/embeddings-route.js';
import { installModels } from './openai/models-route.js';
import { RateWindows } from './openai/rate-window.js';
import { installOss } from './oss/routes.js';
import { installRerank } from './rerank/routes.js';
import { installSearch } from './search/routes.js';
import { Stats } from './stats/stats.js';
import { installWeb } from './web/routes.js';
import { pathOf } from './web/sites.js';

const bodyLimitBytes = 64 * 1024 * 1024;

/** All stand-ins behind one port, not yet listening. */
export function createServer(loadTarget?: string): { server: FastifyInstance; board: DialBoard; stats: Stats } {
  const server = Fastify({
    bodyLimit: bodyLimitBytes,
    forceCloseConnections: true,
    rewriteUrl: (request) => pathOf(request.headers.host, request.url ?? '/'),
    routerOptions: { maxParamLength: 500 },
  });
  const board = new DialBoard();
  const stats = new Stats();
  const windows = new RateWindows();

  server.setErrorHandler((error, request, reply) => {
    const kind = request.routeOptions.config.kind ?? (request.url.startsWith('/v1') ? 'llm' : undefined);
    if (error instanceof RequestError) {
      return sendError(reply, kind, {
        status: error.status,
        message: error.message,
        code: error.code,
        param: error.param,
      });
    }
    if (error instanceof DialError)
      return sendError(reply, undefined, { status: 400, message: error.message, code: 'dials.invalid' });
    const status = statusOf(error);
    const message = error instanceof Error ? error.message : 'The stand-in failed.';
    return sendError(reply, kind, { status, message });
  });
  server.setNotFoundHandler((request, reply) =>
    sendError(reply, request.url.startsWith('/v1') ? 'llm' : undefined, {
      status: 404,
      message: `Invalid URL (${request.method} ${request.url.split('?')[0] ?? ''})`,
      code: 'unknown_url',
    }),
  );

  installFaults(server, board, stats);
  installDialRoutes(server, board, stats);
  installLoadRoutes(server, loadTarget);
  server.get('/healthz', () => ({ status: 'ok' }));
  installChat(server, windows);
  installEmbeddings(server, windows);
  installModels(server);
  installRerank(server);
  installSearch(server);
  installWeb(server);
  installOss(server);
  installCatalogue(server);
  return { server, board, stats };
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 ? status : 500;
}
