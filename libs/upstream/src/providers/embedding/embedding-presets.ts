export interface EmbeddingPreset {
  baseUrl?: string;
  /** `openai`: POST /embeddings {model, input}; `feature-extraction`: Hugging Face's pipeline, POST /{model}/pipeline/feature-extraction {inputs}. */
  dialect: 'openai' | 'feature-extraction';
  /** Whether the wanted dimensions are sent along (they are always checked on the way back). */
  sendsDimensions: boolean;
  /** Most texts in one call. */
  maxBatch: number;
  totalMs: number;
}

export const embeddingPresets = {
  openai: {
    baseUrl: 'https://api.openai.com/v1',
    dialect: 'openai',
    sendsDimensions: true,
    maxBatch: 2048,
    totalMs: 60_000,
  },
  gemini: {
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    dialect: 'openai',
    sendsDimensions: true,
    maxBatch: 100,
    totalMs: 60_000,
  },
  cloudflare: { dialect: 'openai', sendsDimensions: false, maxBatch: 100, totalMs: 60_000 },
  dashscope: {
    baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
    dialect: 'openai',
    sendsDimensions: true,
    maxBatch: 10,
    totalMs: 60_000,
  },
  // DeepSeek sells no embeddings of its own; the entry serves a compatible address given as baseUrl.
  deepseek: { dialect: 'openai', sendsDimensions: false, maxBatch: 32, totalMs: 60_000 },
  openrouter: {
    baseUrl: 'https://openrouter.ai/api/v1',
    dialect: 'openai',
    sendsDimensions: true,
    maxBatch: 100,
    totalMs: 120_000,
  },
  huggingface: {
    baseUrl: 'https://router.huggingface.co/hf-inference/models',
    dialect: 'feature-extraction',
    sendsDimensions: false,
    maxBatch: 32,
    totalMs: 120_000,
  },
  'openai-compatible': { dialect: 'openai', sendsDimensions: true, maxBatch: 2048, totalMs: 60_000 },
} as const satisfies Record<string, EmbeddingPreset>;

export type EmbeddingPresetName = keyof typeof embeddingPresets;
