import type { TokenUsage } from '../../core/index.js';
import { parseJson } from '../json.js';
import type { EmbeddingPort, EmbeddingResult } from '../ports.js';
import { requireModel } from '../require-model.js';
import type { UseContext } from '../use-context.js';
import type { EmbeddingPreset } from './embedding-presets.js';
import {
  embeddingBody,
  embeddingPath,
  estimateTextTokens,
  readEmbeddings,
  type EmbeddingAnswer,
  type EmbeddingWish,
} from './embedding-protocol.js';

/** {@link EmbeddingPort} over any of the embedding presets. Embedding twice costs little and changes nothing, so it is retried. */
export class EmbeddingAdapter implements EmbeddingPort {
  readonly #context: UseContext;
  readonly #preset: EmbeddingPreset;
  readonly #wish: EmbeddingWish;

  constructor(context: UseContext, preset: EmbeddingPreset) {
    this.#context = context;
    this.#preset = preset;
    this.#wish = { model: requireModel(context), dimensions: context.dimensions };
  }

  async embed(texts: string[]): Promise<EmbeddingResult> {
    const vectors: number[][] = [];
    const usage: TokenUsage = { inputTokens: 0, outputTokens: 0, exact: true };
    let model = this.#wish.model;
    for (let from = 0; from < texts.length; from += this.#preset.maxBatch) {
      const answer = await this.#embedBatch(texts.slice(from, from + this.#preset.maxBatch));
      for (const vector of answer.vectors) vectors.push(vector);
      usage.inputTokens += answer.usage.inputTokens;
      usage.exact &&= answer.usage.exact;
      model = answer.model;
    }
    return { vectors, model, usage };
  }

  #embedBatch(texts: string[]): Promise<EmbeddingAnswer> {
    const { pipeline, server } = this.#context;
    const body = embeddingBody(texts, this.#wish, this.#preset);
    return pipeline.call({
      model: this.#wish.model,
      idempotent: true,
      tokens: { input: estimateTextTokens(texts), maxOutput: 0 },
      bytes: body.length,
      execute: (attempt) =>
        server.json(attempt, { method: 'POST', path: embeddingPath(this.#wish, this.#preset), body }, (text) => {
          const value = readEmbeddings(parseJson(text), texts, this.#wish, this.#preset);
          return { value, usage: value.usage };
        }),
    });
  }
}
