import { Module } from '@nestjs/common';
import { PlatformModule } from '@tradewind/platform';
import { DealBrainWorkerModule } from './deal-brain/deal-brain-worker.module.js';
import { OmniRagWorkerModule } from './omni-rag/omni-rag-worker.module.js';

/** The ingestion worker: the same image, no product endpoints, only health and metrics. */
@Module({
  imports: [
    PlatformModule.forRoot({ service: 'catalog-worker', entities: [] }),
    OmniRagWorkerModule,
    DealBrainWorkerModule,
  ],
})
export class WorkerModule {}
