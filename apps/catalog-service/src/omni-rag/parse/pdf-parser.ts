import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { TaskFailure, type FailureCode } from '../tasks/failures.js';
import { rssBytes } from './process-memory.js';
import type { ParsedPage, ParserAnswer, ParserRequest } from './protocol.js';

const MEMORY_CHECK_MS = 200;
const MEGABYTE = 1_048_576;
/** Heap beside the file's bytes and the WASM and font buffers, which the heap limit does not cover. */
const HEAP_SHARE = 0.6;

export interface OpenedPdf {
  pages: number;
  title: string | null;
  /** Pages `from` to `to`, both included. */
  read(from: number, to: number): Promise<ParsedPage[]>;
}

export type PdfParserLimits = Pick<
  RagConfig,
  'RAG_PARSER_MAX_RSS_MB' | 'RAG_PARSE_BATCH_TIMEOUT_MS' | 'RAG_PARSE_TIMEOUT_MS' | 'RAG_MAX_PAGES'
>;

/** Injection token: where the child's module is. A test compiles it to a place of its own. */
export const PARSER_CHILD = Symbol('ParserChild');

/** Parses PDFs in child processes, one per document, each with a deadline and a memory limit of its own. */
@Injectable()
export class PdfParser implements OnModuleDestroy {
  private readonly children = new Set<ParserChild>();

  constructor(
    @Inject(RAG_CONFIG) private readonly limits: PdfParserLimits,
    @Inject(PARSER_CHILD) private readonly childModule: URL,
  ) {}

  onModuleDestroy(): void {
    for (const child of this.children) child.kill('task.internal_error');
  }

  /**
   * Opens the file in a new child, which is gone when `work` is over.
   *
   * @throws TaskFailure `document.*`; the signal's reason when the caller stops it.
   */
  async withPdf<T>(path: string, signal: AbortSignal, work: (pdf: OpenedPdf) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const child = new ParserChild(this.childModule, this.limits);
    const stop = (): void => {
      child.kill('task.cancelled');
    };
    this.children.add(child);
    signal.addEventListener('abort', stop, { once: true });
    try {
      const opened = await child.ask({ kind: 'open', path, maxPages: this.limits.RAG_MAX_PAGES });
      if (opened.kind !== 'opened') throw new TaskFailure('document.corrupt');
      return await work({ pages: opened.pages, title: opened.title, read: (from, to) => readPages(child, from, to) });
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', stop);
      this.children.delete(child);
      await child.close();
    }
  }
}

async function readPages(child: ParserChild, from: number, to: number): Promise<ParsedPage[]> {
  const answer = await child.ask({ kind: 'pages', from, to });
  if (answer.kind !== 'pages') throw new TaskFailure('document.corrupt');
  return answer.pages;
}

class ParserChild {
  private readonly process: ChildProcess;
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly exited: Promise<unknown>;
  /** Why it was killed, when it was. */
  private verdict: FailureCode | undefined;

  constructor(module: URL, limits: PdfParserLimits) {
    const heapMb = Math.floor(limits.RAG_PARSER_MAX_RSS_MB * HEAP_SHARE);
    this.process = fork(module, [], {
      // A process group of its own, so that killing it leaves no grandchild behind.
      detached: true,
      execArgv: [`--max-old-space-size=${String(heapMb)}`],
      // Nothing of the service's environment: it holds keys, and a parser reads hostile files.
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    this.exited = once(this.process, 'exit').catch(() => undefined);
    this.timers.push(
      setTimeout(() => {
        this.kill('document.too_complex');
      }, limits.RAG_PARSE_TIMEOUT_MS),
      setInterval(() => void this.checkMemory(limits.RAG_PARSER_MAX_RSS_MB * MEGABYTE), MEMORY_CHECK_MS),
    );
    this.batchTimeoutMs = limits.RAG_PARSE_BATCH_TIMEOUT_MS;
  }

  private readonly batchTimeoutMs: number;

  /** @throws TaskFailure the child's own verdict, or ours when it had to be killed or died. */
  async ask(request: ParserRequest): Promise<ParserAnswer> {
    if (this.verdict) throw new TaskFailure(this.verdict);
    const timer = setTimeout(() => {
      this.kill('document.too_complex');
    }, this.batchTimeoutMs);
    try {
      const answer = await this.exchange(request);
      if (answer.kind === 'failed') throw new TaskFailure(answer.code, { cause: answer.message });
      return answer;
    } finally {
      clearTimeout(timer);
    }
  }

  kill(verdict: FailureCode): void {
    this.verdict ??= verdict;
    const { pid } = this.process;
    if (pid === undefined || this.process.exitCode !== null || this.process.signalCode !== null) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It ended by itself in this very moment.
    }
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearTimeout(timer);
    this.kill('task.internal_error');
    if (this.process.pid !== undefined) await this.exited;
  }

  private exchange(request: ParserRequest): Promise<ParserAnswer> {
    return new Promise((resolve, reject) => {
      const died = (): void => {
        // Dying unasked is the heap limit at work, or a crash of the engine: either way the document is the cause.
        reject(new TaskFailure(this.verdict ?? 'document.too_complex'));
      };
      const answered = (answer: ParserAnswer): void => {
        this.process.off('exit', died);
        this.process.off('error', died);
        resolve(answer);
      };
      this.process.once('exit', died);
      this.process.once('error', died);
      this.process.once('message', answered);
      this.process.send(request, (error) => {
        if (error) died();
      });
    });
  }

  private async checkMemory(limitBytes: number): Promise<void> {
    const { pid } = this.process;
    if (pid !== undefined && (await rssBytes(pid)) > limitBytes) this.kill('document.too_complex');
  }
}
