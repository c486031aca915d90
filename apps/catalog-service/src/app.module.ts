import { Module } from '@nestjs/common';
import { PlatformModule } from '@tradewind/platform';
import { DealBrainModule } from './deal-brain/deal-brain.module.js';
import { OmniRagModule } from './omni-rag/omni-rag.module.js';

/** The HTTP process: it validates, records and answers; it never parses a document. */
@Module({
  imports: [PlatformModule.forRoot({ service: 'catalog-service', entities: [] }), OmniRagModule, DealBrainModule],
})
export class AppModule {}
