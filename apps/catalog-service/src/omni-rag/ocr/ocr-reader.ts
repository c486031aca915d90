import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { GuardedChild } from '../parse/guarded-child.js';
import type { ParsedPage } from '../parse/protocol.js';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { ocrText } from './ocr-text.js';
import type { OcrAnswer, OcrRequest } from './protocol.js';

/** The models take seconds to load and hundreds of megabytes to keep. */
const IDLE_MS = 60_000;

export type OcrConfig = Pick<RagConfig, 'RAG_OCR' | 'RAG_OCR_MAX_RSS_MB' | 'RAG_OCR_PAGE_TIMEOUT_MS'>;

/** Injection token: where the OCR child's module is. */
export const OCR_CHILD = Symbol('OcrChild');

/**
 * Reads pages that are pictures, one at a time in a process of their own. Without the optional package, or switched off, it reads nothing
 * and says so once. A page it fails on stays a page without text; it never costs the document.
 */
@Injectable()
export class OcrReader implements OnModuleDestroy {
  private readonly logger = new Logger(OcrReader.name);
  private child: GuardedChild<OcrRequest, OcrAnswer> | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private missing: boolean;

  constructor(
    @Inject(RAG_CONFIG) private readonly config: OcrConfig,
    @Inject(OCR_CHILD) private readonly childModule: URL,
  ) {
    this.missing = !config.RAG_OCR;
  }

  async onModuleDestroy(): Promise<void> {
    this.missing = true;
    await this.stop();
  }

  /** False from the moment it is known that nothing can be read: drawing pages for nobody is a waste. */
  get available(): boolean {
    return !this.missing;
  }

  /**
   * @param picture a PNG file of the page.
   * @returns undefined when the page could not be read.
   * @throws the signal's reason when the caller stops it.
   */
  async read(picture: string, page: number, signal: AbortSignal): Promise<ParsedPage | undefined> {
    const mine = this.turn.then(() => this.readNow(picture, page, signal));
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async readNow(path: string, page: number, signal: AbortSignal): Promise<ParsedPage | undefined> {
    signal.throwIfAborted();
    if (this.missing) return undefined;
    const answer = await this.ask({ path }, signal);
    switch (answer?.kind) {
      case 'read': {
        const { lines, headings } = ocrText(answer.lines, answer.height);
        return { page, text: lines.join('\n'), headings, unreadable: lines.length === 0 };
      }
      case 'missing':
        this.missing = true;
        this.logger.log('OCR is off: @gutenye/ocr-node is not installed; pages without text stay without');
        await this.stop();
        return undefined;
      case 'failed':
        this.logger.warn({ msg: 'a page could not be recognised', page, cause: answer.message });
        return undefined;
      case undefined:
        return undefined;
    }
  }

  /** Undefined when the child had to be killed: the next page gets a new one. */
  private async ask(request: OcrRequest, signal: AbortSignal): Promise<OcrAnswer | undefined> {
    clearTimeout(this.idleTimer);
    this.child ??= new GuardedChild(this.childModule, { maxRssMb: this.config.RAG_OCR_MAX_RSS_MB });
    const { child } = this;
    const kill = (): void => {
      child.kill('task.cancelled');
    };
    signal.addEventListener('abort', kill, { once: true });
    try {
      const answer = await child.ask(request, this.config.RAG_OCR_PAGE_TIMEOUT_MS);
      this.idleTimer = setTimeout(() => void this.stop(), IDLE_MS);
      this.idleTimer.unref();
      return answer;
    } catch (error) {
      await this.stop();
      signal.throwIfAborted();
      this.logger.warn({ msg: 'the OCR process was ended', err: error });
      return undefined;
    } finally {
      signal.removeEventListener('abort', kill);
    }
  }

  private async stop(): Promise<void> {
    clearTimeout(this.idleTimer);
    const { child } = this;
    this.child = undefined;
    await child?.end();
  }
}
