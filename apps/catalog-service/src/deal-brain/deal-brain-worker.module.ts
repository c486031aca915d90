import { Module } from '@nestjs/common';
import { EmbeddingBackfill } from './catalogue/embedding-backfill.js';
import { DealBrainDownstreamsModule } from './downstreams.js';

/** dealBrain in the worker: vectors that were not made when their products came. */
@Module({ imports: [DealBrainDownstreamsModule], providers: [EmbeddingBackfill] })
export class DealBrainWorkerModule {}
