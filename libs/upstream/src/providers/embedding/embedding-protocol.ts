import type { TokenUsage } from '../../core/index.js';
import { estimateTokens } from '../estimate-tokens.js';
import { asArray, asIndex, asNumber, asObject, isObject, malformed, readCount } from '../json.js';
import type { EmbeddingPreset } from './embedding-presets.js';

/** The embedding dialects as plain functions. */

export interface EmbeddingWish {
  model: string;
  dimensions: number | undefined;
}

export function embeddingPath(wish: EmbeddingWish, preset: EmbeddingPreset): string {
  return preset.dialect === 'openai' ? '/embeddings' : `/${wish.model}/pipeline/feature-extraction`;
}

export function embeddingBody(texts: readonly string[], wish: EmbeddingWish, preset: EmbeddingPreset): string {
  if (preset.dialect === 'feature-extraction') return JSON.stringify({ inputs: texts });
  const dimensions = preset.sendsDimensions && wish.dimensions !== undefined ? { dimensions: wish.dimensions } : {};
  return JSON.stringify({ model: wish.model, input: texts, encoding_format: 'float', ...dimensions });
}

export interface EmbeddingAnswer {
  vectors: number[][];
  model: string;
  usage: TokenUsage;
}

/** @throws UpstreamError `upstream.malformed` also for a missing vector, a wrong length or a number that is none */
export function readEmbeddings(
  json: unknown,
  texts: readonly string[],
  wish: EmbeddingWish,
  preset: EmbeddingPreset,
): EmbeddingAnswer {
  const root = preset.dialect === 'openai' ? asObject(json, 'the body') : undefined;
  const items = root ? asArray(root['data'], 'data') : asArray(json, 'the body');
  if (items.length !== texts.length) throw malformed('the number of vectors', `the number of texts (${texts.length})`);

  const vectors = new Array<number[] | undefined>(texts.length).fill(undefined);
  items.forEach((item, position) => {
    if (!root) {
      vectors[position] = readVector(item, wish.dimensions, `[${position}]`);
      return;
    }
    const entry = asObject(item, `data[${position}]`);
    const index =
      entry['index'] === undefined ? position : asIndex(entry['index'], texts.length, `data[${position}].index`);
    vectors[index] = readVector(entry['embedding'], wish.dimensions, `data[${position}].embedding`);
  });
  const complete = vectors.map((vector, index) => {
    if (vector === undefined) throw malformed(`the vector of text ${index}`, 'there');
    return vector;
  });
  const model = root && typeof root['model'] === 'string' ? root['model'] : wish.model;
  return { vectors: complete, model, usage: usageOf(root?.['usage'], texts) };
}

function readVector(value: unknown, dimensions: number | undefined, path: string): number[] {
  const vector = asArray(value, path);
  if (vector.length === 0) throw malformed(path, 'a vector');
  if (dimensions !== undefined && vector.length !== dimensions)
    throw malformed(path, `a vector of ${dimensions} dimensions`);
  return vector.map((component) => asNumber(component, path));
}

function usageOf(value: unknown, texts: readonly string[]): TokenUsage {
  const inputTokens = isObject(value)
    ? (readCount(value['prompt_tokens']) ?? readCount(value['total_tokens']))
    : undefined;
  if (inputTokens !== undefined) return { inputTokens, outputTokens: 0, exact: true };
  return { inputTokens: estimateTextTokens(texts), outputTokens: 0, exact: false };
}

export function estimateTextTokens(texts: readonly string[]): number {
  let total = 0;
  for (const text of texts) total += estimateTokens(text);
  return total;
}
