import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { TaskFailure } from '../tasks/failures.js';
import { GuardedChild } from './guarded-child.js';
import type { ParsedPage, ParserAnswer, ParserRequest } from './protocol.js';

/** A child that grew beyond this share of its limit is replaced, because memory once taken is hardly given back. */
const RECYCLE_SHARE = 0.5;
/** A child nobody needs for so long is ended: a quiet worker should be a small one. */
const IDLE_MS = 30_000;
const CLOSE_TIMEOUT_MS = 5_000;

export interface OpenedPdf {
  pages: number;
  title: string | null;
  /** Pages from `from` on, up to `to` at most: at least one, fewer than asked for when they take long. */
  read(from: number, to: number): Promise<ParsedPage[]>;
  /** Draws a page into a PNG file; false when it cannot be drawn. */
  render(page: number, path: string): Promise<boolean>;
}

export type PdfParserLimits = Pick<
  RagConfig,
  | 'RAG_PARSER_MAX_RSS_MB'
  | 'RAG_PARSER_MAX_DOCUMENTS'
  | 'RAG_PARSE_BATCH_TIMEOUT_MS'
  | 'RAG_PARSE_TIMEOUT_MS'
  | 'RAG_MAX_PAGES'
>;

/** Injection token: where the child's module is. A test compiles it to a place of its own. */
export const PARSER_CHILD = Symbol('ParserChild');

interface Child {
  process: GuardedChild<ParserRequest, ParserAnswer>;
  documents: number;
  /** Time spent on the document it has open. */
  busyMs: number;
  idleTimer?: NodeJS.Timeout;
}

/**
 * Parses PDFs in child processes, one document at a time in each, with a deadline and a memory limit. How many work at once is up to
 * the caller's budget; those that are done are kept for the next document, because starting one costs as much as reading fifty pages.
 */
@Injectable()
export class PdfParser implements OnModuleDestroy {
  private readonly children = new Set<Child>();
  private readonly idle: Child[] = [];

  constructor(
    @Inject(RAG_CONFIG) private readonly limits: PdfParserLimits,
    @Inject(PARSER_CHILD) private readonly childModule: URL,
  ) {}

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.children].map((child) => this.end(child)));
  }

  /**
   * Opens the file in a child that works for nobody else until `work` is over.
   *
   * @throws TaskFailure `document.*`; the signal's reason when the caller stops it.
   */
  async withPdf<T>(path: string, signal: AbortSignal, work: (pdf: OpenedPdf) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const child = this.take();
    const stop = (): void => {
      child.process.kill('task.cancelled');
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await work(await this.open(child, path));
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      await this.giveBack(child);
    }
  }

  private async open(child: Child, path: string): Promise<OpenedPdf> {
    const { pages, title } = await this.ask(
      child,
      { kind: 'open', path, maxPages: this.limits.RAG_MAX_PAGES },
      'opened',
    );
    return {
      pages,
      title,
      read: async (from, to) => (await this.ask(child, { kind: 'pages', from, to }, 'pages')).pages,
      render: async (page, picture) =>
        (await this.ask(child, { kind: 'render', page, path: picture }, 'rendered')).drawn,
    };
  }

  /** @throws TaskFailure the child's own verdict, or ours when it had to be killed or died. */
  private async ask<K extends ParserAnswer['kind']>(
    child: Child,
    request: ParserRequest,
    kind: K,
  ): Promise<Extract<ParserAnswer, { kind: K }>> {
    const { RAG_PARSE_BATCH_TIMEOUT_MS: batchMs, RAG_PARSE_TIMEOUT_MS: documentMs } = this.limits;
    const started = performance.now();
    const answer = await child.process.ask(request, Math.min(batchMs, Math.max(1, documentMs - child.busyMs)));
    child.busyMs += performance.now() - started;
    if (answer.kind === 'failed') throw new TaskFailure(answer.code, { cause: answer.message });
    if (!isOfKind(answer, kind)) throw new TaskFailure('task.internal_error');
    return answer;
  }

  private take(): Child {
    const waiting = this.idle.pop();
    clearTimeout(waiting?.idleTimer);
    if (waiting?.process.alive) return waiting;
    if (waiting) void this.end(waiting);
    const process = new GuardedChild<ParserRequest, ParserAnswer>(this.childModule, {
      maxRssMb: this.limits.RAG_PARSER_MAX_RSS_MB,
    });
    const child = { process, documents: 0, busyMs: 0 };
    this.children.add(child);
    return child;
  }

  private async giveBack(child: Child): Promise<void> {
    child.documents += 1;
    child.busyMs = 0;
    if (!(await this.isFit(child))) return this.end(child);
    this.idle.push(child);
    child.idleTimer = setTimeout(() => {
      this.idle.splice(this.idle.indexOf(child), 1);
      void this.end(child);
    }, IDLE_MS);
    child.idleTimer.unref();
  }

  private async isFit({ process, documents }: Child): Promise<boolean> {
    if (!process.alive || documents >= this.limits.RAG_PARSER_MAX_DOCUMENTS) return false;
    const answer = await process.ask({ kind: 'close' }, CLOSE_TIMEOUT_MS).catch(() => undefined);
    return answer?.kind === 'closed' && (await process.rssMb()) < RECYCLE_SHARE * this.limits.RAG_PARSER_MAX_RSS_MB;
  }

  private async end(child: Child): Promise<void> {
    clearTimeout(child.idleTimer);
    this.children.delete(child);
    await child.process.end();
  }
}

function isOfKind<K extends ParserAnswer['kind']>(
  answer: ParserAnswer,
  kind: K,
): answer is Extract<ParserAnswer, { kind: K }> {
  return answer.kind === kind;
}
