import { Module } from '@nestjs/common';
import { Upstream, type Budget, type EmbeddingPort, type LlmPort, type RerankPort } from '@tradewind/upstream';
import { DownstreamsModule } from '../downstreams/downstreams.module.js';

/** What omniRAG calls or bounds, each through a budget of its own. */
export class RagDownstreams {
  constructor(
    readonly embedding: EmbeddingPort,
    readonly llm: LlmPort,
    readonly reranker: RerankPort,
    /** Bulk writes to the database. */
    readonly writes: Budget,
    /** Those of them that insert into vector indexes. */
    readonly indexWrites: Budget,
    /** Parser processes: no downstream, but like one they are slow, greedy and worth a queue. */
    readonly parsers: Budget,
  ) {}
}

/** A use that is not configured stops the start. */
@Module({
  imports: [DownstreamsModule],
  providers: [
    {
      provide: RagDownstreams,
      inject: [Upstream],
      useFactory: (upstream: Upstream) =>
        new RagDownstreams(
          upstream.embedding('omni-rag.embedding'),
          upstream.llm('omni-rag.llm'),
          upstream.reranker('omni-rag.rerank'),
          upstream.budget('omni-rag.db-write'),
          upstream.budget('omni-rag.index-write'),
          upstream.budget('omni-rag.parser'),
        ),
    },
  ],
  exports: [RagDownstreams],
})
export class RagDownstreamsModule {}
