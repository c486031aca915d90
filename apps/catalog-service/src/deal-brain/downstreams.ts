import { Module } from '@nestjs/common';
import { Upstream, type EmbeddingPort, type LlmPort, type RerankPort } from '@tradewind/upstream';
import { DownstreamsModule } from '../downstreams/downstreams.module.js';

/** The downstreams dealBrain calls, each through its own budget. */
export class DealBrainDownstreams {
  constructor(
    readonly embedding: EmbeddingPort,
    readonly reranker: RerankPort,
    readonly llm: LlmPort,
  ) {}
}

/** A use that is not configured stops the start. */
@Module({
  imports: [DownstreamsModule],
  providers: [
    {
      provide: DealBrainDownstreams,
      inject: [Upstream],
      useFactory: (upstream: Upstream) =>
        new DealBrainDownstreams(
          upstream.embedding('deal-brain.embedding'),
          upstream.reranker('deal-brain.rerank'),
          upstream.llm('deal-brain.llm'),
        ),
    },
  ],
  exports: [DealBrainDownstreams],
})
export class DealBrainDownstreamsModule {}
