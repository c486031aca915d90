import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { sendError } from '../errors/error.filter.js';
import type { ConsoleConfig } from './console-config.js';

/**
 * Scripts come from here and nowhere else, requests go here, and to the sandbox where there is one. Styles may be inline: the component library writes its own into the page, and a
 * report that is shown in a sandboxed frame brings them along.
 */
export function consolePolicy(config: ConsoleConfig): string {
  const sandbox = config.CONSOLE_SANDBOX_URL === undefined ? '' : ` ${new URL(config.CONSOLE_SANDBOX_URL).origin}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${sandbox}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Built files carry a hash in their names, so what was fetched once stays right. */
const FOR_EVER = 'public, max-age=31536000, immutable';
const ASK_AGAIN = 'no-cache';

/** Serves the built console at `/console`, where `/` leads. Without one the service is whole, and the address says how to get it. */
export function serveConsole(server: FastifyInstance, config: ConsoleConfig): void {
  server.get('/', (_request, reply) => reply.redirect('/console'));
  if (!existsSync(join(config.CONSOLE_DIR, 'index.html'))) {
    for (const path of ['/console', '/console/*']) server.get(path, refuseUnbuilt);
    return;
  }
  server.get('/console/settings.json', (_request, reply) =>
    reply.header('cache-control', ASK_AGAIN).send({
      samples_url: config.CONSOLE_SAMPLES_URL ?? null,
      sandbox_url: config.CONSOLE_SANDBOX_URL ?? null,
    }),
  );
  const policy = consolePolicy(config);
  void server.register(async (scope) => {
    await scope.register(fastifyStatic, {
      root: config.CONSOLE_DIR,
      prefix: '/console/',
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        void reply.header('cache-control', /[\\/]assets[\\/]/.test(path) ? FOR_EVER : ASK_AGAIN);
        void reply.header('content-security-policy', policy);
      },
    });
    // With and without a slash at its end: the server does not tell them apart.
    scope.get('/console', (_request, reply) => reply.sendFile('index.html'));
  });
}

const logger = new Logger('Console');

function refuseUnbuilt(request: FastifyRequest, reply: FastifyReply): void {
  const error = new AppError({
    code: 'console.not_built',
    status: 404,
    detail:
      'The console was not built. Build it with "npx nx run @tradewind/console:build", then restart this service.',
  });
  sendError(request, reply, error, logger);
}
