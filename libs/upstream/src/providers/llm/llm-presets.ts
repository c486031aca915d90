/** How an OpenAI-compatible provider differs from OpenAI. A new provider is a new entry here, not code. */
export interface LlmPreset {
  /** Where it lives; `undefined` when the operator has to say (`baseUrl`). */
  baseUrl?: string;
  /** Name of the field that caps the answer. */
  maxTokensField: 'max_tokens' | 'max_completion_tokens';
  /** `json_schema` is enforced by the provider; with `json_object` the schema is put into the instructions. */
  structuredOutput: 'json_schema' | 'json_object';
  /** Whether `stream_options.include_usage` is understood. */
  streamUsage: boolean;
  totalMs: number;
}

export const llmPresets = {
  openai: {
    baseUrl: 'https://api.openai.com/v1',
    maxTokensField: 'max_completion_tokens',
    structuredOutput: 'json_schema',
    streamUsage: true,
    totalMs: 60_000,
  },
  gemini: {
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai',
    maxTokensField: 'max_tokens',
    structuredOutput: 'json_schema',
    streamUsage: true,
    totalMs: 60_000,
  },
  // The address holds the account: https://api.cloudflare.com/client/v4/accounts/<account>/ai/v1
  cloudflare: { maxTokensField: 'max_tokens', structuredOutput: 'json_schema', streamUsage: true, totalMs: 60_000 },
  dashscope: {
    baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1',
    maxTokensField: 'max_tokens',
    structuredOutput: 'json_object',
    streamUsage: true,
    totalMs: 60_000,
  },
  deepseek: {
    baseUrl: 'https://api.deepseek.com/v1',
    maxTokensField: 'max_tokens',
    structuredOutput: 'json_object',
    streamUsage: true,
    totalMs: 60_000,
  },
  openrouter: {
    baseUrl: 'https://openrouter.ai/api/v1',
    maxTokensField: 'max_tokens',
    structuredOutput: 'json_schema',
    streamUsage: true,
    totalMs: 120_000,
  },
  huggingface: {
    baseUrl: 'https://router.huggingface.co/v1',
    maxTokensField: 'max_tokens',
    structuredOutput: 'json_schema',
    streamUsage: true,
    totalMs: 120_000,
  },
  'openai-compatible': {
    maxTokensField: 'max_tokens',
    structuredOutput: 'json_schema',
    streamUsage: true,
    totalMs: 60_000,
  },
} as const satisfies Record<string, LlmPreset>;

export type LlmPresetName = keyof typeof llmPresets;
