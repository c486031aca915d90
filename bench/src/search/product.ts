import { DealBrainDownstreams, ProductCatalogue, ProductRetriever } from '@tradewind/catalog-service/deal-brain';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { Budget, createScope, runInScope, type EmbeddingPort } from '@tradewind/upstream';
import { embedding } from './embedding.js';
import type { Question } from './questions.js';

/** As many as a service keeps steadily. */
export const CONNECTIONS = 20;
/** As many questions as a service lets the database work on at once (`DEAL_BRAIN_RETRIEVAL_LIMIT`); nobody is refused here. */
const RETRIEVALS = new Budget('deal-brain.retrieval', {
  limit: 3,
  queue: { maxWaiting: 10_000, maxWaitMs: 30_000, mode: 'reject-newest' },
});
const DEADLINE_MS = 30_000;
/** What the search asks retrieval for: enough for a reranker. */
const LIMIT = 50;

/** dealBrain's retrieval in this process, over a real pool, with an embedding model that takes no time. */
export class Product {
  private constructor(
    readonly real: TestDatabase,
    private readonly retriever: ProductRetriever,
    readonly catalogue: ProductCatalogue,
  ) {}

  static async open(url: string): Promise<Product> {
    const real = await createTestDatabase({ serverUrl: url, existing: true, connections: CONNECTIONS });
    const downstreams = new DealBrainDownstreams(localEmbedding, unused('rerank'), unused('llm'), RETRIEVALS);
    return new Product(
      real,
      new ProductRetriever(real.database, downstreams),
      new ProductCatalogue(real.database, downstreams),
    );
  }

  /** Ids of the products retrieved, best first. */
  async retrieve(tenantId: string, { text, filters }: Question): Promise<string[]> {
    const found = await asTenant(tenantId, () => this.retriever.retrieve({ texts: [{ text }], filters, limit: LIMIT }));
    return found.products.map(({ product }) => product.product_id);
  }

  close(): Promise<void> {
    return this.real.drop();
  }
}

export async function asTenant<T>(tenantId: string, work: () => Promise<T>): Promise<T> {
  const scope = createScope({ tenantId, deadlineMs: DEADLINE_MS, requestId: 'bench' });
  try {
    return await runInScope(scope, work);
  } finally {
    scope.deadline.dispose();
  }
}

const localEmbedding: EmbeddingPort = {
  embed: (texts) =>
    Promise.resolve({
      vectors: texts.map(embedding),
      model: 'bench',
      usage: { inputTokens: texts.length, outputTokens: 0, exact: true },
    }),
};

/** A downstream that the measurement must not call. */
function unused<T extends object>(name: string): T {
  return new Proxy({} as T, {
    get: () => () => Promise.reject(new Error(`The benchmark called ${name}.`)),
  });
}
