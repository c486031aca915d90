import { Module } from '@nestjs/common';
import { parseEnv } from '@tradewind/platform';
import { RAG_CONFIG, RagEnv, type RagConfig } from './rag.config.js';

@Module({
  providers: [{ provide: RAG_CONFIG, useFactory: (): RagConfig => parseEnv(RagEnv) }],
  exports: [RAG_CONFIG],
})
export class RagConfigModule {}
