import { describe, expect, it } from '@jest/globals';
import { embeddingPresets } from './embedding/embedding-presets.js';
import { llmPresets } from './llm/llm-presets.js';

const SECONDS = {
  openai: 60,
  gemini: 60,
  cloudflare: 60,
  dashscope: 60,
  deepseek: 60,
  openrouter: 120,
  huggingface: 120,
  'openai-compatible': 60,
};

describe('the presets of providers', () => {
  it.each([
    ['language models', llmPresets],
    ['embeddings', embeddingPresets],
  ])('give each provider of %s the time it is known to need', (_kind, presets) => {
    const seconds = Object.entries(presets).map(([name, { totalMs }]) => [name, totalMs / 1_000]);
    expect(Object.fromEntries(seconds)).toEqual(SECONDS);
  });
});
