import type { AddressInfo } from 'node:net';
import { ConfigError } from '../config/config-error.js';
import { Upstream } from '@tradewind/upstream';
import { loadPlatformConfig, type PlatformConfig } from '../config/platform-config.js';
import { checkWholeConfig } from '../config/whole-config.js';
import { loadConsoleConfig } from '../console/console-config.js';
import { Readiness } from '../health/readiness.js';
import { loadLiveConfig } from '../live/live-config.js';
import { createLogger } from '../logging/create-logger.js';
import { watchForFaults } from '../shutdown/faults.js';
import { shutDownOnSignal } from '../shutdown/shutdown.js';
import { loadTracingConfig } from '../tracing/tracing-config.js';
import { startReport } from './start-report.js';
import { assembleService, type ServiceOptions } from './create-service.js';

/**
 * Runs a service until it is told to stop: starts it, listens, and on SIGTERM or SIGINT finishes what is in flight, closes
 * everything and exits with 0. A start that fails says why and exits with 1.
 */
export async function runService(options: ServiceOptions): Promise<void> {
  try {
    checkWholeConfig([
      loadPlatformConfig,
      loadTracingConfig,
      loadLiveConfig,
      loadConsoleConfig,
      ...(options.config ?? []),
    ]);
    const { app, config, logger, inFlight } = await assembleService(options);
    const readiness = app.get(Readiness);
    watchForFaults(logger);
    shutDownOnSignal({
      app,
      readiness,
      inFlight,
      logger,
      drainMs: config.SHUTDOWN_DRAIN_MS,
      graceMs: config.SHUTDOWN_GRACE_MS,
    });
    await app.listen(config.PORT ?? options.defaultPort, config.HOST);
    readiness.started();
    const { budgets } = app.get(Upstream, { strict: false }).snapshot();
    for (const { msg, fields } of startReport(config, loadTracingConfig(), budgets)) logger.info(fields, msg);
    logger.info(addressOf(app.getHttpServer().address()), 'ready');
  } catch (error) {
    reportFailedStart(options.name, error);
    process.exit(1);
  }
}

function addressOf(address: AddressInfo | string | null): { host?: string; port?: number } {
  return typeof address === 'object' && address !== null ? { host: address.address, port: address.port } : {};
}

function reportFailedStart(service: string, error: unknown): void {
  const logger = createLogger(logConfig(), service);
  if (error instanceof ConfigError) {
    for (const { variable, message } of error.problems) logger.fatal({ code: error.code, variable }, message);
  } else if (error instanceof Error && 'code' in error && error.code === 'config.invalid') {
    logger.fatal({ code: error.code }, error.message);
  } else {
    logger.fatal({ err: error }, 'The service could not start');
  }
}

/** The configuration may be what is wrong; then the line comes in the default format. */
function logConfig(): Pick<PlatformConfig, 'LOG_LEVEL' | 'LOG_FORMAT'> {
  try {
    return loadPlatformConfig();
  } catch {
    return { LOG_LEVEL: 'info', LOG_FORMAT: 'json' };
  }
}
