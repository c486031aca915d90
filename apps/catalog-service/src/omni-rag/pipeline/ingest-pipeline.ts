import { Injectable } from '@nestjs/common';
import type { Degradation } from '@tradewind/contracts';
import { currentScope } from '@tradewind/upstream';
import { EmbedStage } from '../embed/embed-stage.js';
import { ExtractStage } from '../extract/extract-stage.js';
import { DocumentFetcher, type FetchedDocument } from '../fetch/document-fetcher.js';
import { WorkFiles } from '../fetch/work-files.js';
import { ParseStage } from '../parse/parse-stage.js';
import { BatchDatabase } from '../store/batch-database.js';
import type { OrderedChunk } from '../store/chunk-store.js';
import { DocumentStore, type DocumentRow } from '../store/document-store.js';
import { PageStore } from '../store/page-store.js';
import type { TaskRun } from '../tasks/task-run.js';
import { isPassing, Postponed } from './obstacles.js';
import { titleFromUrl } from './title-from-url.js';

interface Parsed {
  document: DocumentRow;
  /** The first passages, when this run has made them. */
  passages?: OrderedChunk[];
}

/** How long a task waits for another one that is reading in the same content. */
const SAME_CONTENT_DELAY_MS = 3_000;

/**
 * Takes a document from its link to searchable passages and products:
 *
 *     fetch → parse → chunk → ┬ embed    ┬ → ready
 *                             └ extract  ┘
 *
 * Every stage continues from what is stored, so a run may end at any moment and the next one goes on from the last finished batch.
 */
@Injectable()
export class IngestPipeline {
  constructor(
    private readonly database: BatchDatabase,
    private readonly documents: DocumentStore,
    private readonly pages: PageStore,
    private readonly files: WorkFiles,
    private readonly fetcher: DocumentFetcher,
    private readonly parsing: ParseStage,
    private readonly embedding: EmbedStage,
    private readonly extraction: ExtractStage,
  ) {}

  /** Runs in the task's scope; ends with the task recorded as succeeded, or throws why not. */
  async run(run: TaskRun): Promise<void> {
    const { document, passages } = (await this.parsedBefore(run)) ?? (await this.readIn(run));
    if (document.task_id === run.task.id) await this.index(run, document, passages);
    else await run.note({ duplicate: true });
    await this.finish(run, document.id);
  }

  /** The document when an earlier run got past parsing: the file is not needed again. */
  private async parsedBefore(run: TaskRun): Promise<Parsed | undefined> {
    const { document_id: documentId, id: taskId } = run.task;
    if (documentId === null) return undefined;
    const document = await this.database.read((manager) => this.documents.find(manager, documentId));
    return document && document.task_id === taskId && document.state !== 'parsing' ? { document } : undefined;
  }

  private async readIn(run: TaskRun): Promise<Parsed> {
    await run.note({ stage: 'fetching' });
    return this.files.withFile(async (path) => {
      const file = await this.fetcher.fetch(run.task.source_url, path, currentScope().deadline.signal);
      const document = await this.adopt(run, file);
      if (document.task_id !== run.task.id) return { document };
      const passages = document.state === 'parsing' ? await this.parsing.parse(run, document, path) : undefined;
      return { document: await this.database.read((manager) => this.documents.hold(manager, document.id)), passages };
    });
  }

  private async adopt(run: TaskRun, file: FetchedDocument): Promise<DocumentRow> {
    const { task } = run;
    const adoption = await this.database.write(async (manager) => {
      const found = await this.documents.adopt(manager, {
        taskId: task.id,
        tenantId: task.tenant_id,
        sha256: file.sha256,
        bytes: file.bytes,
        title: task.title ?? titleFromUrl(task.source),
        source: task.source,
      });
      if (found.kind !== 'busy') await run.checkpoint(manager, { documentId: found.document.id });
      return found;
    });
    if (adoption.kind === 'busy')
      throw new Postponed(SAME_CONTENT_DELAY_MS, 'another task is reading in the same content');
    return adoption.document;
  }

  /**
   * Embedding and extraction need only the stored pages, and different upstreams: they run side by side, and neither waits for
   * the other's to recover. A document whose products are still missing can be found already.
   */
  private async index(
    run: TaskRun,
    document: DocumentRow,
    passages: readonly OrderedChunk[] | undefined,
  ): Promise<void> {
    if (document.state === 'ready') return;
    const [extracted, embedded] = await Promise.allSettled([
      this.extract(run, document),
      this.embedding.embed(run, document, passages),
    ]);
    const failures = [extracted, embedded].flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as unknown] : [],
    );
    // A failure that will not pass decides; else either will do, the task comes back anyway.
    const failure = failures.find((error) => !isPassing(error)) ?? failures[0];
    if (failure !== undefined) throw failure;
    await run.note({ stage: 'indexing', degraded: await this.degradations(document, extracted) });
    await this.database.write((manager) => this.documents.markReady(manager, document.id));
  }

  private async extract(run: TaskRun, document: DocumentRow): Promise<Degradation[]> {
    await run.note({ stage: 'extracting' });
    const missing = await this.extraction.extract(run, document);
    await run.note({ stage: 'embedding' });
    return missing;
  }

  private async degradations(
    document: DocumentRow,
    extracted: PromiseSettledResult<Degradation[]>,
  ): Promise<Degradation[]> {
    const { unreadable } = await this.database.read((manager) => this.pages.counts(manager, document.id));
    return [
      ...(unreadable > 0 ? [{ stage: 'parse', reason: 'document.pages_without_text' }] : []),
      ...(extracted.status === 'fulfilled' ? extracted.value : []),
    ];
  }

  private async finish(run: TaskRun, documentId: string): Promise<void> {
    const [document, products, pagesWithoutText] = await this.database.read(async (manager) => [
      await this.documents.hold(manager, documentId),
      await this.documents.countProducts(manager, documentId),
      await this.pages.unreadable(manager, documentId),
    ]);
    await run.note({
      pagesTotal: document.pages ?? 0,
      pagesDone: document.pages ?? 0,
      chunksTotal: document.chunks,
      chunksDone: document.chunks,
      products,
      pagesWithoutText,
      droppedClaims: document.dropped_claims,
    });
    await run.succeed();
  }
}
