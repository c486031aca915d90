import { Module } from '@nestjs/common';
import { DownstreamsModule } from '../downstreams/downstreams.module.js';

/** The worker side of omniRAG: claims tasks and takes documents through the pipeline. */
@Module({ imports: [DownstreamsModule] })
export class OmniRagWorkerModule {}
