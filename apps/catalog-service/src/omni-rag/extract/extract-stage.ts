import { Inject, Injectable } from '@nestjs/common';
import {
  currentScope,
  runInScope,
  type Degradation,
  type EmbeddingPort,
  type UpstreamError,
} from '@tradewind/upstream';
import type { CatalogueItem, PreparedItem } from '../../deal-brain/catalogue/catalogue-item.js';
import { ProductCatalogue } from '../../deal-brain/catalogue/product-catalogue.js';
import { forEachBounded } from '../pipeline/for-each-bounded.js';
import { Postponed } from '../pipeline/obstacles.js';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';
import { BatchDatabase } from '../store/batch-database.js';
import { DocumentStore, type DocumentRow } from '../store/document-store.js';
import { patiently } from '../store/patiently.js';
import { PageStore } from '../store/page-store.js';
import type { TaskRun } from '../tasks/task-run.js';
import { pageGroups } from './page-groups.js';
import { answerFault, isModelAway, ModelAway } from './model-faults.js';
import { ProductExtractor, type Extraction } from './product-extractor.js';
import { RagDownstreams } from '../rag-downstreams.js';

/** Groups of one document under way at once; the `omni-rag.llm` budget decides how many of them are really called. */
const GROUPS_AT_ONCE = 8;
const FIRST_DELAY_MS = 5_000;
const DELAY_FACTOR = 3;
const NOTHING: Extraction = { items: [], dropped: 0 };

/** Reads the products of a document into the catalogue, group of pages by group of pages. */
@Injectable()
export class ExtractStage {
  private readonly embedding: EmbeddingPort;

  constructor(
    private readonly extractor: ProductExtractor,
    private readonly catalogue: ProductCatalogue,
    private readonly database: BatchDatabase,
    private readonly documents: DocumentStore,
    private readonly pages: PageStore,
    @Inject(RAG_CONFIG) private readonly config: RagConfig,
    downstreams: RagDownstreams,
  ) {
    this.embedding = downstreams.embedding;
  }

  /**
   * Extracts what is not extracted yet. A language model that is away for good costs the document its remaining products and not
   * the task: the answer says what is missing.
   *
   * @throws Postponed when the model is away and it is worth coming back.
   */
  async extract(run: TaskRun, document: DocumentRow): Promise<Degradation[]> {
    const missing = new Map<string, Degradation>();
    const note = (reason: string): void => {
      missing.set(reason, { stage: 'extract', reason });
    };
    try {
      await this.extractAll(run, document, note);
    } catch (error) {
      if (!(error instanceof ModelAway)) throw error;
      // A model that says when to come back is not failing: the document waits for as long, and loses no attempt by it.
      if (error.reason.code === 'upstream.rate_limited' && !this.isTooOld(run)) throw postponed(error.reason, 1);
      const failures = await this.database.write((manager) =>
        this.documents.addExtractionFailure(manager, document.id),
      );
      if (failures < this.config.RAG_EXTRACTION_MAX_FAILURES) throw postponed(error.reason, failures);
      note(error.reason.code);
    }
    return [...missing.values()];
  }

  private isTooOld({ task }: TaskRun): boolean {
    return Date.now() - task.created_at.getTime() > this.config.RAG_TASK_MAX_AGE_MS;
  }

  private async extractAll(run: TaskRun, document: DocumentRow, note: (reason: string) => void): Promise<void> {
    const { open, extracted } = await this.database.read(async (manager) => ({
      open: await this.pages.unextracted(manager, document.id),
      extracted: (await this.pages.counts(manager, document.id)).extracted,
    }));
    let done = extracted;
    await forEachBounded(pageGroups(open), GROUPS_AT_ONCE, async (group) => {
      const extraction = await this.extractGroup(document, group, note);
      const prepared = await this.prepare(extraction.items);
      done += group.length;
      await this.database.writeVectors(async (manager) => {
        await this.documents.hold(manager, document.id);
        await this.catalogue.write(manager, prepared);
        await this.pages.markExtracted(manager, document.id, group);
        await this.documents.noteExtraction(manager, document.id, extraction.dropped);
        await run.checkpoint(manager, { pagesExtracted: done });
      });
    });
  }

  private async extractGroup(
    document: DocumentRow,
    group: readonly number[],
    note: (reason: string) => void,
  ): Promise<Extraction> {
    const pages = await this.database.read((manager) =>
      this.pages.range(manager, document.id, group[0] ?? 0, group.at(-1) ?? 0),
    );
    const wanted = pages.filter(({ page, text }) => text !== '' && group.includes(page));
    if (wanted.length === 0) return NOTHING;
    try {
      return await patiently(() => this.extractor.extract(document, wanted));
    } catch (error) {
      if (isModelAway(error)) throw new ModelAway(error);
      const code = answerFault(error);
      if (code === undefined) throw error;
      // Asking the same again would give the same: these pages go without products, and the task says so.
      note(code);
      return NOTHING;
    }
  }

  /** Vectors that cannot be had now are made later by the catalogue itself, so their absence is not the task's affair. */
  private async prepare(items: readonly CatalogueItem[]): Promise<PreparedItem[]> {
    return runInScope({ ...currentScope(), degraded: [] }, () =>
      patiently(() => this.catalogue.prepare(items, this.embedding)),
    );
  }
}

/** Waiting costs little, because the document can be searched meanwhile; so each time it is longer: 5 s, 15 s, 45 s. */
function postponed(error: UpstreamError, failures: number): Postponed {
  const delayMs = FIRST_DELAY_MS * DELAY_FACTOR ** (failures - 1);
  return new Postponed(Math.max(delayMs, error.retryAfterMs ?? 0), error.code);
}
