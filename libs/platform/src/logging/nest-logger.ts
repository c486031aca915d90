import type { LoggerService } from '@nestjs/common';
import type { Level, Logger } from 'pino';

/**
 * Parts of Nest that list every module and route at each start, or tell of a failed start what `runService` tells anyway:
 * worth a line only to who looks for it.
 */
const TALKATIVE = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestApplication',
  'ExceptionHandler',
]);

/** Nest's `Logger` writes through this: its last parameter is the context, an error's second one the stack. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  private write(usual: Level, message: unknown, rest: readonly unknown[]): void {
    const last = rest.at(-1);
    const context = typeof last === 'string' ? last : undefined;
    const level = context !== undefined && TALKATIVE.has(context) ? 'debug' : usual;
    if (!this.logger.isLevelEnabled(level)) return;
    const more = context === undefined ? rest : rest.slice(0, -1);
    const err = [message, ...more].find((part) => part instanceof Error);
    const stack = err === undefined && level === 'error' ? more.find((part) => typeof part === 'string') : undefined;
    const fields = {
      ...(context !== undefined && { context }),
      ...(err !== undefined && { err }),
      ...(stack !== undefined && { stack }),
    };
    if (message instanceof Error) this.logger[level](fields, message.message);
    else if (typeof message === 'object' && message !== null) this.logger[level]({ ...fields, ...message });
    else this.logger[level](fields, String(message));
  }
}
