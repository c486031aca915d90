import type { DestinationStream, Logger } from 'pino';
import { IsoClock } from './iso-clock.js';
import { prettyStream } from './pretty-stream.js';

/** What one answer leaves in the log. Nothing in it can be a secret, which is why nothing has to be looked for and blanked out. */
export interface AccessLine {
  level: 'debug' | 'info' | 'warn';
  requestId: string;
  tenantId: string | undefined;
  traceId: string | undefined;
  method: string;
  path: string;
  status: number;
  durationMs: number;
}

/** Lines wait for each other for this long, and until they are this many characters together. */
const LINGER_MS = 100;
const MAX_CHARACTERS = 16 * 1024;

/**
 * The log of answers. Lines look like all others and are written together, a tenth of a second late at most, and at the end of
 * the process, so that a busy process makes one write for many of them. What is killed (SIGKILL) loses its last tenth.
 */
export class AccessLog {
  #lines = '';
  #timer: NodeJS.Timeout | undefined;
  readonly #clock = new IsoClock();
  /** The last path, which is often the next one as well, and how it looks in JSON. */
  #path = '';
  #pathText = '""';
  readonly #service: string;
  readonly #destination: DestinationStream;

  constructor(
    private readonly logger: Pick<Logger, 'isLevelEnabled'>,
    options: { service: string; format: 'json' | 'pretty'; destination?: DestinationStream },
    private readonly now: () => number = Date.now,
  ) {
    const { destination = process.stdout } = options;
    this.#destination = options.format === 'pretty' ? eachLine(prettyStream(destination)) : destination;
    this.#service = JSON.stringify(options.service);
  }

  writes(level: AccessLine['level']): boolean {
    return this.logger.isLevelEnabled(level);
  }

  write(line: AccessLine): void {
    if (line.path !== this.#path) {
      this.#path = line.path;
      this.#pathText = JSON.stringify(line.path);
    }
    // Ids are made by us or checked against a strict pattern; the path is the caller's.
    const tenant = line.tenantId === undefined ? '' : `,"tenantId":"${line.tenantId}"`;
    const trace = line.traceId === undefined ? '' : `,"traceId":"${line.traceId}"`;
    this.#lines += `{"level":"${line.level}","time":"${this.#clock.text(this.now())}","service":${this.#service},"requestId":"${line.requestId}"${tenant}${trace},"method":"${line.method}","path":${this.#pathText},"status":${String(line.status)},"durationMs":${String(line.durationMs)},"msg":"request"}\n`;
    if (this.#lines.length >= MAX_CHARACTERS) this.flush();
    else
      this.#timer ??= setTimeout(() => {
        this.flush();
      }, LINGER_MS).unref();
  }

  /** Writes what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#lines === '') return;
    const lines = this.#lines;
    this.#lines = '';
    this.#destination.write(lines);
  }
}

/** Writes lines one by one to a stream that takes them so. */
function eachLine(destination: DestinationStream): DestinationStream {
  return {
    write(lines: string) {
      for (const line of lines.split('\n')) if (line !== '') destination.write(line);
    },
  };
}
