import type { Database } from '@tradewind/platform';
import { createScope, runInScope } from '@tradewind/upstream';
import { ProductCatalogue } from '../../deal-brain/catalogue/product-catalogue.js';
import { fakeDownstreams } from '../../deal-brain/testing/fake-downstreams.js';
import { Registry } from 'prom-client';
import { EmbedBacklog } from '../embed/embed-backlog.js';
import { EmbedStage } from '../embed/embed-stage.js';
import { ExtractStage } from '../extract/extract-stage.js';
import { ProductExtractor } from '../extract/product-extractor.js';
import { DocumentFetcher } from '../fetch/document-fetcher.js';
import { WorkFiles } from '../fetch/work-files.js';
import { OcrReader } from '../ocr/ocr-reader.js';
import { ParseStage } from '../parse/parse-stage.js';
import { PdfParser } from '../parse/pdf-parser.js';
import { IngestPipeline } from '../pipeline/ingest-pipeline.js';
import { RagEnv, type RagConfig } from '../rag.config.js';
import type { RagDownstreams } from '../rag-downstreams.js';
import { BatchDatabase } from '../store/batch-database.js';
import { ChunkStore } from '../store/chunk-store.js';
import { DocumentStore } from '../store/document-store.js';
import { PageStore } from '../store/page-store.js';
import type { ClaimedTask } from '../tasks/task-claims.js';
import { TaskRun } from '../tasks/task-run.js';

/** Documents of a test are served by the test itself. */
export const testConfig: RagConfig = { ...RagEnv.parse({}), RAG_ALLOW_PRIVATE_ADDRESSES: true };

/** The whole pipeline on a real database, with downstreams of the test's choice; without OCR unless it is given a reader. */
export function createPipeline(
  database: Database,
  downstreams: RagDownstreams,
  child: URL,
  ocr = new OcrReader({ ...testConfig, RAG_OCR: false }, child),
): IngestPipeline {
  const batch = new BatchDatabase(database, downstreams);
  const documents = new DocumentStore();
  const pages = new PageStore();
  const chunks = new ChunkStore();
  const parser = new PdfParser(testConfig, child);
  const catalogue = new ProductCatalogue(database, fakeDownstreams());
  return new IngestPipeline(
    batch,
    documents,
    pages,
    new WorkFiles(testConfig),
    new DocumentFetcher(testConfig),
    new ParseStage(parser, ocr, batch, documents, pages, chunks, downstreams),
    new EmbedStage(batch, documents, chunks, new EmbedBacklog(new Registry()), downstreams),
    new ExtractStage(new ProductExtractor(downstreams), catalogue, batch, documents, pages, testConfig, downstreams),
  );
}

/** Runs a claimed task as the worker does, but lets its error through. */
export async function runTask(database: Database, pipeline: IngestPipeline, task: ClaimedTask): Promise<void> {
  const scope = createScope({ tenantId: task.tenant_id, appId: task.app_id, lane: 'batch', deadlineMs: 20_000 });
  try {
    await runInScope(scope, () => pipeline.run(new TaskRun(database, task)));
  } finally {
    scope.deadline.dispose();
  }
}
