import { Module } from '@nestjs/common';
import { DownstreamsModule } from '../downstreams/downstreams.module.js';
import { EmbeddingBackfill } from './catalogue/embedding-backfill.js';

/** dealBrain in the worker: vectors that were not made when their products came. */
@Module({ imports: [DownstreamsModule], providers: [EmbeddingBackfill] })
export class DealBrainWorkerModule {}
