import type { FastifyInstance } from 'fastify';

/** Headers that take from a browser whatever an answer of an API does not need. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  // Answers are data. A route that answers with a page of its own sets what that page needs.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
};

/** The documentation's page has its scripts here and its styles inline. */
const DOCS_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

export function addSecurityHeaders(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    void reply.headers(SECURITY_HEADERS);
    if (/^\/docs(?:[/?#]|$)/.test(request.url)) void reply.header('content-security-policy', DOCS_POLICY);
    done();
  });
}
