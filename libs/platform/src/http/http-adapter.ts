import type { IncomingMessage } from 'node:http';
import { Logger } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PlatformConfig } from '../config/platform-config.js';
import { sendError } from '../errors/error.filter.js';
import { refuseConnection } from './client-errors.js';
import { DirectRoutes } from './direct-routes.js';
import type { InFlight } from './in-flight.js';
import { readJsonBodies } from './json-body.js';
import { requestIdOf, requestScopeHook } from './request-scope.js';
import { passStreamedBodies } from './streamed-body.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** Longer than the idle time-out of the load balancers in front (60 s is usual), so that they never reuse a closed connection. */
const KEEP_ALIVE_TIMEOUT_MS = 72_000;
/** Headers must arrive in this time, whole requests in the one below: slow senders hold sockets, nothing else. */
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 60_000;

/** The HTTP server before Nest: ids, scopes, limits, and our shape for everything it refuses by itself. */
export function createHttpAdapter(
  config: PlatformConfig,
  inFlight: InFlight,
  direct = new DirectRoutes(config.BODY_LIMIT_BYTES, inFlight),
): FastifyAdapter {
  const logger = new Logger('Http');
  const adapter = new FastifyAdapter({
    serverFactory: direct.createServer,
    bodyLimit: config.BODY_LIMIT_BYTES,
    trustProxy: config.TRUST_PROXY,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS },
    genReqId: (request: IncomingMessage) => requestIdOf(request.headers['x-request-id']),
    // Requests that arrive while the server closes are still answered; their connection is closed after them.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    clientErrorHandler: refuseConnection,
    // A malformed URL is refused before any hook runs.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers({ ...SECURITY_HEADERS, 'x-request-id': request.id });
      sendError(request, reply, error, logger);
    },
  });
  adapter.setOnRequestHook(requestScopeHook({ timeoutMs: config.REQUEST_TIMEOUT_MS, inFlight }));
  // Node would refuse an expectation it does not know by itself, without our shape and headers; a server may as well not meet it
  // (RFC 9110, section 10.1.1).
  const { server } = adapter.getInstance();
  server.on('checkExpectation', (request, response) => server.emit('request', request, response));
  // Bodies are JSON; Fastify would also hand plain text to handlers that expect an object.
  adapter.getInstance().removeContentTypeParser('text/plain');
  readJsonBodies(adapter.getInstance(), config.JSON_DEPTH_LIMIT);
  passStreamedBodies(adapter.getInstance());
  return adapter;
}
