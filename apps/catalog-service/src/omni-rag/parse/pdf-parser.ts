import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { TaskFailure } from '../tasks/failures.js';
import { ParserPool, type ParserProcess } from './parser-pool.js';
import type { ParsedPage, ParserAnswer, ParserRequest } from './protocol.js';

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
  | 'RAG_PARSER_PATIENCE_MS'
  | 'RAG_PARSE_BATCH_TIMEOUT_MS'
  | 'RAG_PARSE_TIMEOUT_MS'
  | 'RAG_MAX_PAGES'
>;

/** Injection token: where the child's module is. A test compiles it to a place of its own. */
export const PARSER_CHILD = Symbol('ParserChild');

/**
 * Parses PDFs in child processes, one document at a time in each, with a deadline and a memory limit. How many work at once is up to
 * the caller's budget and the pool's patience; those that are done are kept for the next document, because starting one costs as much as
 * reading fifty pages.
 */
@Injectable()
export class PdfParser implements OnModuleDestroy {
  private readonly pool: ParserPool;

  constructor(
    @Inject(RAG_CONFIG) private readonly limits: PdfParserLimits,
    @Inject(PARSER_CHILD) childModule: URL,
  ) {
    this.pool = new ParserPool(childModule, limits);
  }

  async onModuleDestroy(): Promise<void> {
    await this.pool.end();
  }

  /**
   * Opens the file in a child that works for nobody else until `work` is over.
   *
   * @throws TaskFailure `document.*`; the signal's reason when the caller stops it.
   */
  async withPdf<T>(path: string, signal: AbortSignal, work: (pdf: OpenedPdf) => Promise<T>): Promise<T> {
    const child = await this.pool.take(signal);
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
      await this.pool.giveBack(child);
    }
  }

  private async open(child: ParserProcess, path: string): Promise<OpenedPdf> {
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
    child: ParserProcess,
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
}

function isOfKind<K extends ParserAnswer['kind']>(
  answer: ParserAnswer,
  kind: K,
): answer is Extract<ParserAnswer, { kind: K }> {
  return answer.kind === kind;
}
