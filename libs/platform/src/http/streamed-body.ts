import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';

const MARK = 'streamedBody';
/** Formats that are read record by record, however long they are. */
const MEDIA_TYPES = ['application/x-ndjson', 'application/ndjson', 'text/csv'];

/** A route that also takes NDJSON or CSV: its body is then the `Readable` itself, unchecked and not limited in length. */
export function StreamedBody(): MethodDecorator {
  return RouteConfig({ [MARK]: true });
}

/** Hands such bodies to routes that take them and refuses them elsewhere. */
export function passStreamedBodies(server: Pick<FastifyInstance, 'addContentTypeParser'>): void {
  server.addContentTypeParser(MEDIA_TYPES, (request: FastifyRequest, payload, done) => {
    const config: unknown = request.routeOptions.config;
    const takes = typeof config === 'object' && config !== null && MARK in config;
    if (takes) done(null, payload);
    else
      done(
        new AppError({
          code: 'request.unsupported_media_type',
          status: 415,
          detail: 'The body must be sent as application/json.',
        }),
      );
  });
}
