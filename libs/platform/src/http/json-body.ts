import type { FastifyInstance } from 'fastify';
import { badRequest, type AppError } from '../errors/app-error.js';
import { nestsDeeperThan } from './json-depth.js';

/** Makes values of a body's bytes. @throws AppError 400 `request.too_deep`, and what is answered with 400 `request.malformed` */
export type JsonReader = (body: Buffer) => unknown;

/** 400 `request.too_deep`. */
export function tooDeep(limit: number): AppError {
  return badRequest('request.too_deep', `The body nests arrays and objects more than ${String(limit)} deep.`);
}

/**
 * Reads JSON as Fastify does, which refuses `__proto__` and `constructor.prototype`, but not before its depth is known to be at most
 * `maxDepth`.
 */
export function jsonReader(server: Pick<FastifyInstance, 'getDefaultJsonParser'>, maxDepth: number): JsonReader {
  const parse = server.getDefaultJsonParser('error', 'error');
  return (body) => {
    if (nestsDeeperThan(body, maxDepth)) throw tooDeep(maxDepth);
    const text = body.toString('utf8');
    if (!mayPoison(text)) {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        // Fastify words what is wrong with it.
      }
    }
    let failure: Error | null | undefined;
    let json: unknown;
    const done = (error: Error | null, value?: unknown): void => {
      failure = error;
      json = value;
    };
    // It looks at the text only, and answers at once; request and callback are for parsers that are not so.
    Reflect.apply(parse, undefined, [undefined, text, done]);
    if (failure) throw failure as Error;
    return json;
  };
}

/** Has every route read its JSON bodies with {@link jsonReader}. */
export function readJsonBodies(server: FastifyInstance, maxDepth: number): void {
  const read = jsonReader(server, maxDepth);
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body: Buffer, done) => {
    let json: unknown;
    try {
      json = read(body);
    } catch (error) {
      done(error as Error);
      return;
    }
    done(null, json);
  });
}

/** Whether a text may hold one of the names that are refused, also one written with `\\u`. False costs three look-ups of a word. */
function mayPoison(text: string): boolean {
  return text.includes('__proto__') || text.includes('constructor') || text.includes('\\u');
}
