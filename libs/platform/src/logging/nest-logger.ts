import type { LoggerService } from '@nestjs/common';
import type { Level, Logger } from 'pino';

/** Parts of Nest that list every module and route at each start: worth a line only to who looks for it. */
const TALKATIVE = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

/** Nest's `Logger` writes through this: its last parameter is the context, an error's second one the stack. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    this.write(typeof context === 'string' && TALKATIVE.has(context) ? 'debug' : 'info', message, rest);
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

  private write(level: Level, message: unknown, rest: readonly unknown[]): void {
    if (!this.logger.isLevelEnabled(level)) return;
    const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
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
