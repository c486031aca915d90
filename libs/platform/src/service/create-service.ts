import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Registry } from 'prom-client';
import { loadPlatformConfig } from '../config/platform-config.js';
import { loadConsoleConfig } from '../console/console-config.js';
import { serveConsole } from '../console/serve-console.js';
import { serveApiDocs } from '../docs/api-docs.js';
import { Readiness } from '../health/readiness.js';
import { createHttpAdapter } from '../http/http-adapter.js';
import { DirectRoutes } from '../http/direct-routes.js';
import { InFlight } from '../http/in-flight.js';
import { leaveDrainingReplica } from '../http/leave-draining.js';
import { logRequests } from '../http/request-log.js';
import { addSecurityHeaders } from '../http/security-headers.js';
import { refuseUnreadableTimeouts } from '../http/timeout-header.js';
import { AccessLog } from '../logging/access-log.js';
import { createLogger } from '../logging/create-logger.js';
import { NestLogger } from '../logging/nest-logger.js';
import { measureRequests } from '../metrics/http-metrics.js';
import { traceRequests } from '../tracing/trace-requests.js';
import { TRACING, type Tracing } from '../tracing/tracing.js';

/** What a browser of another origin may read of an answer. */
const EXPOSED_HEADERS = [
  'x-request-id',
  'retry-after',
  'retry-after-ms',
  'x-should-retry',
  ...['limit', 'remaining', 'reset'].flatMap((of) => [`x-ratelimit-${of}-requests`, `x-ratelimit-${of}-tokens`]),
  ...['calls', 'input-tokens', 'output-tokens'].map((of) => `x-upstream-${of}`),
];

export interface ServiceOptions {
  /** Name of the process, for example `risk-service`. */
  name: string;
  /** Its root module, which imports `PlatformModule.forRoot`. */
  module: Type;
  /** Readers of what the service's own modules take from the environment, checked together before anything begins. */
  config?: readonly (() => unknown)[];
  /** The port when `PORT` is not set. */
  defaultPort: number;
}

/** A service that is complete but for listening: `init()` has run. For tests, and for {@link runService}. */
export async function createService(options: ServiceOptions): Promise<NestFastifyApplication> {
  return (await assembleService(options)).app;
}

export async function assembleService({ name, module }: ServiceOptions) {
  const config = loadPlatformConfig();
  const logger = createLogger(config, name);
  const inFlight = new InFlight();
  const direct = new DirectRoutes(config.BODY_LIMIT_BYTES, inFlight);
  const adapter = createHttpAdapter(config, inFlight, direct);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  const server = adapter.getInstance();
  addSecurityHeaders(server);
  const readiness = app.get(Readiness);
  leaveDrainingReplica(server, readiness);
  const tracing = app.get<Tracing | undefined>(TRACING);
  if (tracing !== undefined) traceRequests(server, tracing);
  measureRequests(server, app.get(Registry), inFlight);
  const accessLog = new AccessLog(logger, { service: name, format: config.LOG_FORMAT });
  process.once('exit', () => {
    accessLog.flush();
  });
  logRequests(server, accessLog);
  refuseUnreadableTimeouts(server);
  // Spans are made by hooks; and an answer to a draining process has to say so.
  if (tracing === undefined) direct.open(server, () => !readiness.draining);
  if (config.CORS_ORIGINS.length > 0) {
    app.enableCors({ origin: config.CORS_ORIGINS, exposedHeaders: EXPOSED_HEADERS });
  }
  serveApiDocs(app, name);
  serveConsole(server, loadConsoleConfig());
  await app.init();
  await server.ready();
  return { app, config, logger, inFlight };
}
