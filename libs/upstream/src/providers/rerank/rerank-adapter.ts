import { estimateTokens } from '../estimate-tokens.js';
import { parseJson } from '../json.js';
import type { RerankPort, RerankRequest } from '../ports.js';
import { requireModel } from '../require-model.js';
import type { UseContext } from '../use-context.js';
import type { RerankPreset } from './rerank-presets.js';
import { readRanking, rerankBody } from './rerank-protocol.js';

/** {@link RerankPort} over any of the rerank presets. */
export class RerankAdapter implements RerankPort {
  readonly #context: UseContext;
  readonly #preset: RerankPreset;
  readonly #model: string;

  constructor(context: UseContext, preset: RerankPreset) {
    this.#context = context;
    this.#preset = preset;
    this.#model = requireModel(context);
  }

  async rerank(request: RerankRequest): Promise<{ results: { index: number; score: number }[] }> {
    if (request.documents.length === 0) return { results: [] };
    const { pipeline, server } = this.#context;
    const body = rerankBody(request, this.#model, this.#preset);
    return pipeline.call({
      model: this.#model,
      idempotent: true,
      tokens: { input: estimateTokens(body), maxOutput: 0 },
      bytes: body.length,
      execute: (attempt) =>
        server.json(attempt, { method: 'POST', path: this.#preset.path, body }, (text) => ({
          value: { results: readRanking(parseJson(text), request, this.#preset) },
        })),
    });
  }
}
