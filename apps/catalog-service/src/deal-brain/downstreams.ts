import { Module } from '@nestjs/common';
import { Upstream, type Budget, type EmbeddingPort, type LlmPort, type RerankPort } from '@tradewind/upstream';
import { DownstreamsModule } from '../downstreams/downstreams.module.js';

/** What dealBrain calls or bounds, each through a budget of its own. */
export class DealBrainDownstreams {
  constructor(
    readonly embedding: EmbeddingPort,
    readonly reranker: RerankPort,
    readonly llm: LlmPort,
    /** Questions that the database works on at once. */
    readonly retrievals: Pick<Budget, 'run'>,
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
          upstream.budget('deal-brain.retrieval'),
        ),
    },
  ],
  exports: [DealBrainDownstreams],
})
export class DealBrainDownstreamsModule {}
