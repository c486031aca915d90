import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { currentScope, type Budget } from '@tradewind/upstream';
import { Chunker } from '../chunk/chunker.js';
import { Furniture } from '../chunk/furniture.js';
import { tokenCount } from '../chunk/tokens.js';
import { BatchDatabase } from '../store/batch-database.js';
import { ChunkStore, indexed, type IndexedChunk, type OrderedChunk } from '../store/chunk-store.js';
import { DocumentStore, type DocumentRow } from '../store/document-store.js';
import { PageStore, type StoredPage } from '../store/page-store.js';
import { TaskFailure } from '../tasks/failures.js';
import type { TaskRun } from '../tasks/task-run.js';
import { OcrReader } from '../ocr/ocr-reader.js';
import type { ParsedPage } from './protocol.js';
import { PdfParser, type OpenedPdf } from './pdf-parser.js';
import { RagDownstreams } from '../rag-downstreams.js';

/** Pages between two checkpoints: what a crash can cost. */
const PAGES_PER_BATCH = 16;
const CHUNKS_PER_WRITE = 64;
/** Passages that are handed on when they are stored, so that embedding begins without reading them again. Some 2 kB each. */
const CHUNKS_AT_HAND = 512;

/** From a file to stored pages and passages. */
@Injectable()
export class ParseStage {
  private readonly parsers: Budget;

  constructor(
    private readonly parser: PdfParser,
    private readonly ocr: OcrReader,
    private readonly database: BatchDatabase,
    private readonly documents: DocumentStore,
    private readonly pages: PageStore,
    private readonly chunks: ChunkStore,
    downstreams: RagDownstreams,
  ) {
    this.parsers = downstreams.parsers;
  }

  /**
   * @returns the first passages, in order and without a gap.
   * @throws TaskFailure `document.*`
   */
  async parse(run: TaskRun, document: DocumentRow, path: string): Promise<OrderedChunk[]> {
    const pages = await this.parsers.run(() =>
      this.parser.withPdf(path, currentScope().deadline.signal, async (pdf) => {
        await this.savePages(run, document, pdf, path);
        return pdf.pages;
      }),
    );
    return this.saveChunks(run, document, pages);
  }

  private async savePages(run: TaskRun, document: DocumentRow, pdf: OpenedPdf, path: string): Promise<void> {
    const { title } = pdf;
    const done = await this.database.read(async (manager) => {
      if (title !== null && run.task.title === null) await this.documents.setTitle(manager, document.id, title);
      return this.pages.lastParsed(manager, document.id);
    });
    await run.note({ stage: 'parsing', pagesTotal: pdf.pages });
    for (let from = done + 1; from <= pdf.pages;) {
      const read = await pdf.read(from, Math.min(from + PAGES_PER_BATCH - 1, pdf.pages));
      const parsed = await this.recognised(pdf, read, `${path}.png`);
      const to = from + parsed.length - 1;
      from = to + 1;
      await this.database.write(async (manager) => {
        await this.documents.hold(manager, document.id);
        await this.pages.save(manager, document, parsed);
        await run.checkpoint(manager, { pagesDone: to });
      });
    }
  }

  /** Pages that are pictures are drawn and recognised, where that can be done. */
  private async recognised(pdf: OpenedPdf, pages: ParsedPage[], picture: string): Promise<ParsedPage[]> {
    const result: ParsedPage[] = [];
    for (const page of pages) result.push(page.unreadable ? await this.recognise(pdf, page, picture) : page);
    return result;
  }

  private async recognise(pdf: OpenedPdf, page: ParsedPage, picture: string): Promise<ParsedPage> {
    if (!this.ocr.available) return page;
    const { signal } = currentScope().deadline;
    if (!(await pdf.render(page.page, picture))) return page;
    return (await this.ocr.read(picture, page.page, signal)) ?? page;
  }

  /** Chunking is cheap and deterministic, so it has no checkpoint of its own: after a crash it gives the same rows again. */
  private async saveChunks(run: TaskRun, document: DocumentRow, pages: number): Promise<OrderedChunk[]> {
    const furniture = new Furniture();
    for await (const page of this.storedPages(document, pages)) furniture.observe(page);
    const chunker = new Chunker(document.id, tokenCount, (line, page) => furniture.isRunning(line, page));
    let chunks = 0;
    let made: IndexedChunk[] = [];
    const atHand: OrderedChunk[] = [];
    const save = async (): Promise<void> => {
      await this.database.write(async (manager) => {
        await this.documents.hold(manager, document.id);
        await this.chunks.save(manager, document.id, document.tenant_id, made);
      });
      chunks += made.length;
      atHand.push(...made.slice(0, CHUNKS_AT_HAND - atHand.length));
      made = [];
    };
    for await (const page of this.storedPages(document, pages)) {
      for (const chunk of chunker.chunk(page)) {
        made.push(indexed(chunk, document.tenant_id));
        // One passage is the longest the event loop, which keeps the heartbeats, is held up.
        await nextTurn();
      }
      if (made.length >= CHUNKS_PER_WRITE) await save();
    }
    if (made.length > 0) await save();
    if (chunks === 0) throw new TaskFailure('document.no_text');
    await this.database.write(async (manager) => {
      await this.documents.markParsed(manager, document.id, { pages, chunks });
      await run.checkpoint(manager, { pagesDone: pages, chunksTotal: chunks });
    });
    return atHand;
  }

  private async *storedPages(document: DocumentRow, pages: number): AsyncGenerator<StoredPage> {
    for (let from = 1; from <= pages; from += PAGES_PER_BATCH) {
      yield* await this.database.read((manager) =>
        this.pages.range(manager, document.id, from, from + PAGES_PER_BATCH - 1),
      );
    }
  }
}
