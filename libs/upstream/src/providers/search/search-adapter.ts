import { parseJson } from '../json.js';
import type { SearchHit, SearchPort, SearchRequest } from '../ports.js';
import type { UseContext } from '../use-context.js';
import type { SearchPreset } from './search-presets.js';
import { readHits, searchCall } from './search-protocol.js';

/** {@link SearchPort} over any of the search presets. */
export class SearchAdapter implements SearchPort {
  readonly #context: UseContext;
  readonly #preset: SearchPreset;

  constructor(context: UseContext, preset: SearchPreset) {
    this.#context = context;
    this.#preset = preset;
  }

  search(request: SearchRequest): Promise<{ results: SearchHit[] }> {
    const { pipeline, server } = this.#context;
    const call = searchCall(request, this.#preset);
    return pipeline.call({
      idempotent: true,
      bytes: call.body?.length ?? call.path.length,
      execute: (attempt) =>
        server.json(attempt, call, (text) => ({
          value: { results: readHits(parseJson(text), request, this.#preset) },
        })),
    });
  }
}
