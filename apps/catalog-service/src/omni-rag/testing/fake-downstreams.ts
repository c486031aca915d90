import { Budget, type EmbeddingPort, type LlmPort } from '@tradewind/upstream';
import { hashedWords, llmSaying, wordOverlap } from '../../deal-brain/testing/fake-downstreams.js';
import { RagDownstreams } from '../rag-downstreams.js';

/** Ports that work unless replaced, and budgets nothing has to wait for. */
export function fakeRagDownstreams(replaced: { embedding?: EmbeddingPort; llm?: LlmPort } = {}): RagDownstreams {
  const budget = (name: string): Budget =>
    new Budget(name, { limit: 10, queue: { maxWaiting: 100, maxWaitMs: 10_000, mode: 'reject-newest' } });
  const { embedding = hashedWords, llm = llmSaying('{"products":[]}') } = replaced;
  return new RagDownstreams(
    embedding,
    llm,
    wordOverlap,
    budget('omni-rag.db-write'),
    budget('omni-rag.index-write'),
    budget('omni-rag.parser'),
  );
}
