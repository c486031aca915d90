import type { Logger } from 'pino';

/**
 * A rejection nobody handled is a defect, but what it belonged to has failed by itself and everything else goes on. After an
 * exception that nobody caught the state of the process is unknown: it ends, and is started again.
 */
export function watchForFaults(
  logger: Logger,
  host: NodeJS.EventEmitter & { exit(code: number): void } = process,
): void {
  host.on('unhandledRejection', (reason: unknown) => {
    logger.error({ err: reason, defect: 'unhandledRejection' }, 'A rejection was not handled');
  });
  host.on('uncaughtException', (error: unknown) => {
    logger.fatal({ err: error, defect: 'uncaughtException' }, 'An exception was not caught; the process ends');
    host.exit(1);
  });
}
