import { Module } from '@nestjs/common';
import { DownstreamsModule } from '../downstreams/downstreams.module.js';

/** The HTTP side of omniRAG: accepts documents, tells about tasks, answers queries. */
@Module({ imports: [DownstreamsModule] })
export class OmniRagModule {}
