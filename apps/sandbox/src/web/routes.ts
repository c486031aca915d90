import type { FastifyInstance } from 'fastify';
import { sendError } from '../errors.js';
import { pages } from './pages/index.js';
import { renderPage } from './render.js';

/** The pages themselves; a query string a page does not know (tracking parameters) is ignored. */
export function installWeb(server: FastifyInstance): void {
  const byUrl = new Map(pages.map((page) => [page.url, page]));
  server.get<{ Params: { '*': string } }>('/web/*', { config: { kind: 'web' } }, (request, reply) => {
    const path = request.params['*'];
    const query = request.url.split('?')[1];
    const page = (query === undefined ? undefined : byUrl.get(`${path}?${query}`)) ?? byUrl.get(path);
    if (page === undefined) return sendError(reply, 'web', { status: 404, message: 'Not found' });
    const { body, contentType } = renderPage(page);
    return reply.header('content-type', contentType).send(body);
  });
}
