import type { RagConfig } from '../rag.config.js';
import { GuardedChild } from './guarded-child.js';
import type { ParserAnswer, ParserRequest } from './protocol.js';

/** A child that grew beyond this share of its limit is replaced, because memory once taken is hardly given back. */
const RECYCLE_SHARE = 0.5;
/** A child nobody needs for so long is ended: a quiet worker should be a small one. */
const IDLE_MS = 30_000;
const CLOSE_TIMEOUT_MS = 5_000;

export type ParserPoolLimits = Pick<
  RagConfig,
  'RAG_PARSER_MAX_RSS_MB' | 'RAG_PARSER_MAX_DOCUMENTS' | 'RAG_PARSER_PATIENCE_MS'
>;

export interface ParserProcess {
  process: GuardedChild<ParserRequest, ParserAnswer>;
  /** It has served so many. */
  documents: number;
  /** Time spent on the document it has open, ms. */
  busyMs: number;
  idleTimer?: NodeJS.Timeout;
}

interface Waiter {
  give: (child: ParserProcess) => void;
  patience: NodeJS.Timeout;
}

/**
 * The parser processes of a worker. One reads many times as many pages as the upstreams behind it can take, and another one would warm up
 * for nothing: it is started only when somebody has waited for `RAG_PARSER_PATIENCE_MS`, so that a long document holds nobody up for longer
 * than that. How many there are at most is up to the budget of those who ask.
 */
export class ParserPool {
  private readonly children = new Set<ParserProcess>();
  private readonly idle: ParserProcess[] = [];
  /** Longest first. */
  private readonly waiting: Waiter[] = [];

  constructor(
    private readonly childModule: URL,
    private readonly limits: ParserPoolLimits,
  ) {}

  /** How many there are, busy or not. */
  get size(): number {
    return this.children.size;
  }

  /** A process for one document, to be given back. @throws the signal's reason */
  async take(signal: AbortSignal): Promise<ParserProcess> {
    signal.throwIfAborted();
    return this.takeIdle() ?? (this.children.size === 0 ? this.start() : this.wait(signal));
  }

  async giveBack(child: ParserProcess): Promise<void> {
    child.documents += 1;
    child.busyMs = 0;
    if (!(await this.isFit(child))) return this.replace(child);
    const next = this.waiting.shift();
    if (next) next.give(child);
    else this.rest(child);
  }

  async end(): Promise<void> {
    await Promise.all([...this.children].map((child) => this.remove(child)));
  }

  private takeIdle(): ParserProcess | undefined {
    for (let child = this.idle.pop(); child; child = this.idle.pop()) {
      clearTimeout(child.idleTimer);
      if (child.process.alive) return child;
      void this.remove(child);
    }
    return undefined;
  }

  private start(): ParserProcess {
    const process = new GuardedChild<ParserRequest, ParserAnswer>(this.childModule, {
      maxRssMb: this.limits.RAG_PARSER_MAX_RSS_MB,
    });
    const child = { process, documents: 0, busyMs: 0 };
    this.children.add(child);
    return child;
  }

  private wait(signal: AbortSignal): Promise<ParserProcess> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        clearTimeout(waiter.patience);
        signal.removeEventListener('abort', stop);
        const at = this.waiting.indexOf(waiter);
        if (at >= 0) this.waiting.splice(at, 1);
      };
      const stop = (): void => {
        leave();
        reject(signal.reason as Error);
      };
      const give = (child: ParserProcess): void => {
        leave();
        resolve(child);
      };
      const patience = setTimeout(() => {
        give(this.start());
      }, this.limits.RAG_PARSER_PATIENCE_MS);
      const waiter: Waiter = { give, patience };
      this.waiting.push(waiter);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  /** Whoever waits does not wait for a process that is gone. */
  private async replace(child: ParserProcess): Promise<void> {
    await this.remove(child);
    if (this.children.size === 0 && this.waiting.length > 0) this.waiting[0]?.give(this.start());
  }

  private rest(child: ParserProcess): void {
    this.idle.push(child);
    child.idleTimer = setTimeout(() => {
      this.idle.splice(this.idle.indexOf(child), 1);
      void this.remove(child);
    }, IDLE_MS);
    child.idleTimer.unref();
  }

  private async isFit({ process, documents }: ParserProcess): Promise<boolean> {
    if (!process.alive || documents >= this.limits.RAG_PARSER_MAX_DOCUMENTS) return false;
    const answer = await process.ask({ kind: 'close' }, CLOSE_TIMEOUT_MS).catch(() => undefined);
    return answer?.kind === 'closed' && (await process.rssMb()) < RECYCLE_SHARE * this.limits.RAG_PARSER_MAX_RSS_MB;
  }

  private async remove(child: ParserProcess): Promise<void> {
    clearTimeout(child.idleTimer);
    this.children.delete(child);
    await child.process.end();
  }
}
