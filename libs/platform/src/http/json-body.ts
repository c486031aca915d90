import type { FastifyInstance } from 'fastify';
import { badRequest, type AppError } from '../errors/app-error.js';
import { nestsDeeperThan } from './json-depth.js';

/** 400 `request.too_deep`. */
export function tooDeep(limit: number): AppError {
  return badRequest('request.too_deep', `The body nests arrays and objects more than ${String(limit)} deep.`);
}

/**
 * Reads JSON bodies as Fastify does, which refuses `__proto__` and `constructor.prototype`, but not before their depth is known to be
 * at most `maxDepth`.
 */
export function readJsonBodies(server: FastifyInstance, maxDepth: number): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (nestsDeeperThan(body, maxDepth)) done(tooDeep(maxDepth));
    else void parse(request, body.toString('utf8'), done);
  });
}
