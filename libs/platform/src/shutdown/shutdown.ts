import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../errors/app-error.js';
import type { Readiness } from '../health/readiness.js';
import type { InFlight } from '../http/in-flight.js';
import type { Logger } from 'pino';

/** How long requests that were cancelled at the end of the grace get to say so to their callers. */
const FAREWELL_MS = 1_000;

export interface ShutdownOptions {
  app: { close(signal?: string): Promise<void> };
  readiness: Readiness;
  inFlight: Pick<InFlight, 'size' | 'cancelAll'>;
  logger: Logger;
  /** How long to go on serving while already unready. */
  drainMs: number;
  /** How long what is in flight may take to finish. */
  graceMs: number;
  exit?: (code: number) => void;
}

/** Stops the process in order on SIGTERM or SIGINT; a second signal stops it at once. */
export function shutDownOnSignal(options: ShutdownOptions, signals: NodeJS.EventEmitter = process): void {
  const exit = options.exit ?? ((code) => process.exit(code));
  let stopping = false;
  const onSignal = (signal: string): void => {
    if (stopping) {
      options.logger.warn({ signal }, 'stopping at once');
      exit(1);
      return;
    }
    stopping = true;
    options.logger.info({ signal, inFlight: options.inFlight.size }, 'stopping');
    void shutDown(options, signal).then(exit);
  };
  signals.on('SIGTERM', () => {
    onSignal('SIGTERM');
  });
  signals.on('SIGINT', () => {
    onSignal('SIGINT');
  });
}

/**
 * Unready → drain → finish what is in flight → close queues and pools. What has not finished within the grace is cancelled: its
 * caller gets an error, a stream its last event.
 *
 * @returns the exit code: 0, or 1 when something could not be closed.
 */
export async function shutDown(options: ShutdownOptions, signal: string): Promise<number> {
  const { app, readiness, inFlight, logger, drainMs, graceMs } = options;
  readiness.drain();
  if (drainMs > 0) await delay(drainMs);
  const closed = app.close(signal).then(
    () => 0,
    (error: unknown) => {
      logger.error({ err: error }, 'something could not be closed');
      return 1;
    },
  );
  const inTime = await Promise.race([closed, delay(graceMs, undefined, { ref: false })]);
  if (inTime !== undefined) {
    logger.info('stopped');
    return inTime;
  }
  logger.warn({ inFlight: inFlight.size }, 'the grace is over; cancelling what is in flight');
  inFlight.cancelAll(
    new AppError({
      code: 'service.stopping',
      status: 503,
      detail: 'The service is being restarted. Try again.',
      retryAfterMs: 1_000,
    }),
  );
  const afterCancel = await Promise.race([closed, delay(FAREWELL_MS, undefined, { ref: false })]);
  return afterCancel ?? 1;
}
