import { Module } from '@nestjs/common';
import { CatalogueModule } from '../deal-brain/catalogue/catalogue.module.js';
import { EmbedBacklog } from './embed/embed-backlog.js';
import { EmbedStage } from './embed/embed-stage.js';
import { ExtractStage } from './extract/extract-stage.js';
import { ProductExtractor } from './extract/product-extractor.js';
import { DocumentFetcher } from './fetch/document-fetcher.js';
import { WorkFiles } from './fetch/work-files.js';
import { OCR_CHILD, OcrReader } from './ocr/ocr-reader.js';
import { ParseStage } from './parse/parse-stage.js';
import { PARSER_CHILD, PdfParser } from './parse/pdf-parser.js';
import { IngestPipeline } from './pipeline/ingest-pipeline.js';
import { TaskRunner } from './pipeline/task-runner.js';
import { TaskWorker } from './pipeline/task-worker.js';
import { BatchDatabase } from './store/batch-database.js';
import { ChunkStore } from './store/chunk-store.js';
import { DocumentStore } from './store/document-store.js';
import { PageStore } from './store/page-store.js';
import { LeaseKeeper } from './tasks/lease-keeper.js';
import { Reconciler } from './tasks/reconciler.js';
import { TaskClaims } from './tasks/task-claims.js';
import { RagDownstreamsModule } from './rag-downstreams.js';
import { TaskMetrics } from './tasks/task-metrics.js';
import { TaskQueueModule } from './tasks/task-queue.module.js';
import { DeliveryStore } from './webhooks/delivery-store.js';
import { WebhookClient } from './webhooks/webhook-client.js';
import { WebhookSender } from './webhooks/webhook-sender.js';

/** The worker side of omniRAG: claims tasks and takes documents through the pipeline. */
@Module({
  imports: [RagDownstreamsModule, CatalogueModule, TaskQueueModule],
  providers: [
    { provide: PARSER_CHILD, useFactory: () => new URL('./parse/child/pdf-child.js', import.meta.url) },
    { provide: OCR_CHILD, useFactory: () => new URL('./ocr/ocr-child.js', import.meta.url) },
    DocumentStore,
    PageStore,
    ChunkStore,
    BatchDatabase,
    WorkFiles,
    DocumentFetcher,
    PdfParser,
    OcrReader,
    ParseStage,
    EmbedBacklog,
    EmbedStage,
    ProductExtractor,
    ExtractStage,
    IngestPipeline,
    TaskClaims,
    LeaseKeeper,
    Reconciler,
    TaskMetrics,
    TaskRunner,
    TaskWorker,
    DeliveryStore,
    WebhookClient,
    WebhookSender,
  ],
})
export class OmniRagWorkerModule {}
