import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { RequestError } from '../errors.js';
import { explainProblems } from '../dials/dial.js';
import { pages } from '../web/pages/index.js';
import { addressOf } from '../web/sites.js';
import { SearchIndex } from './search-index.js';

const SearchRequest = z.looseObject({
  q: z.string().trim().min(1, 'must be a non-empty string').max(2048),
  gl: z.string().nullish(),
  hl: z.string().nullish(),
  num: z.coerce.number().int().min(1).max(100).default(10),
  page: z.coerce.number().int().min(1).max(10).default(1),
});

/** Serper's `POST /search` (and its GET form) over the made-up web. */
export function installSearch(server: FastifyInstance): void {
  const index = new SearchIndex(pages);
  const answer = (request: FastifyRequest, input: unknown) => {
    const parsed = SearchRequest.safeParse(input ?? {});
    if (!parsed.success) throw new RequestError(400, explainProblems(parsed.error));
    const { q, gl, hl, num, page } = parsed.data;
    const found = index.search(q, { limit: num * page, country: gl ?? undefined, language: hl ?? undefined });
    return {
      searchParameters: { q, ...(gl && { gl }), ...(hl && { hl }), num, page, type: 'search', engine: 'google' },
      organic: found.slice(num * (page - 1)).map((hit, at) => ({
        title: hit.page.title,
        link: addressOf(hit.page.url, request.host),
        snippet: hit.snippet,
        ...(hit.page.date !== null && { date: serperDate(hit.page.date) }),
        position: num * (page - 1) + at + 1,
      })),
      credits: 1,
    };
  };
  server.post('/search', { config: { kind: 'search' } }, (request) => answer(request, request.body));
  server.get('/search', { config: { kind: 'search' } }, (request) => answer(request, request.query));
}

/** `2024-03-04` → `Mar 4, 2024`, as Serper writes dates. */
function serperDate(date: string): string {
  return new Date(`${date}T00:00:00Z`).toLocaleDateString('en-US', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  });
}
