export interface RerankPreset {
  baseUrl?: string;
  path: string;
  /** `cohere`: {model, query, documents, top_n} → {results}; `dashscope`: the same inside input/parameters/output. */
  dialect: 'cohere' | 'dashscope';
  totalMs: number;
}

export const rerankPresets = {
  cohere: { baseUrl: 'https://api.cohere.com/v2', path: '/rerank', dialect: 'cohere', totalMs: 10_000 },
  jina: { baseUrl: 'https://api.jina.ai/v1', path: '/rerank', dialect: 'cohere', totalMs: 10_000 },
  dashscope: {
    baseUrl: 'https://dashscope.aliyuncs.com/api/v1',
    path: '/services/rerank/text-rerank/text-rerank',
    dialect: 'dashscope',
    totalMs: 10_000,
  },
} as const satisfies Record<string, RerankPreset>;

export type RerankPresetName = keyof typeof rerankPresets;
