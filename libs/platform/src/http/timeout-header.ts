import type { FastifyInstance } from 'fastify';
import { badRequest } from '../errors/app-error.js';

const WHOLE_MILLISECONDS = /^[1-9]\d{0,8}$/;

/**
 * Refuses an `X-Request-Timeout-Ms` that cannot be read. The deadline interceptor reads the header; what it could not read must not be
 * passed over in silence. To be added after whatever gives answers their headers and counts them.
 */
export function refuseUnreadableTimeouts(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const header = request.headers['x-request-timeout-ms'];
    if (header === undefined || (typeof header === 'string' && WHOLE_MILLISECONDS.test(header))) done();
    else
      done(
        badRequest(
          'request.timeout_invalid',
          'X-Request-Timeout-Ms must be a whole number of milliseconds from 1 to 999999999. Correct it or leave it out.',
        ),
      );
  });
}
