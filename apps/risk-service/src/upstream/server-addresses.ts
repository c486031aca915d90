import { embeddingPresets, llmPresets, rerankPresets } from '@tradewind/upstream';
import type { RiskEnv } from '../config/risk.config.js';

interface Located {
  readonly baseUrl?: string;
  readonly totalMs: number;
}

function address(configured: string | undefined, preset: Located): string | undefined {
  return configured ?? preset.baseUrl;
}

/** Where the servers of the environment live: as configured, else where the preset says; undefined when nobody said. */
export function serverAddresses(env: RiskEnv) {
  return {
    llm: address(env.LLM_BASE_URL, llmPresets[env.LLM_PRESET]),
    embedding: address(env.EMBEDDING_BASE_URL, embeddingPresets[env.EMBEDDING_PRESET]),
    rerank: address(env.RERANK_BASE_URL, rerankPresets[env.RERANK_PRESET]),
  };
}
