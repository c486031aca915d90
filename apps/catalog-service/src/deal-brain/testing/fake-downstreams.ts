import { Budget, type EmbeddingPort, type LlmPort, type RerankPort } from '@tradewind/upstream';
import { tokenise } from '../../text/tokeniser.js';
import { DealBrainDownstreams } from '../downstreams.js';

/** Ports that work unless replaced, and as many questions at once as by default. */
export function fakeDownstreams(replaced: Partial<DealBrainDownstreams> = {}): DealBrainDownstreams {
  const { embedding = hashedWords, reranker = wordOverlap, llm = llmSaying('{}') } = replaced;
  const { retrievals = new Budget('deal-brain.retrieval', RETRIEVAL) } = replaced;
  return new DealBrainDownstreams(embedding, reranker, llm, retrievals);
}

const RETRIEVAL = { limit: 3, queue: { maxWaiting: 200, maxWaitMs: 2_000, mode: 'reject-newest' } } as const;
const USAGE = { inputTokens: 1, outputTokens: 1, exact: true };
const DIMENSIONS = 384;

/** Texts with the same words point the same way. */
export const hashedWords: EmbeddingPort = {
  embed: (texts) => Promise.resolve({ vectors: texts.map(hash), model: 'fake', usage: USAGE }),
};

/** Scores by how many of the query's terms a document has. */
export const wordOverlap: RerankPort = {
  rerank: ({ query, documents }) => {
    const wanted = tokenise(query).map(({ term }) => term);
    const results = documents.map((document, index) => {
      const has = new Set(tokenise(document).map(({ term }) => term));
      return { index, score: wanted.filter((term) => has.has(term)).length / Math.max(1, wanted.length) };
    });
    return Promise.resolve({ results: results.sort((a, b) => b.score - a.score) });
  },
};

/** An LLM port that answers every request with one content. */
export function llmSaying(content: string): LlmPort {
  return {
    complete: () => Promise.resolve({ content, finishReason: 'stop', model: 'fake', usage: USAGE }),
    stream: () => Promise.reject(new Error('dealBrain does not stream.')),
  };
}

function hash(text: string): number[] {
  const vector = new Array<number>(DIMENSIONS).fill(0.001);
  for (const { term } of tokenise(text)) {
    let sum = 7;
    for (const character of term) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
    vector[sum % DIMENSIONS] = 1;
  }
  return vector;
}
