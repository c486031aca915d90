import {
  DealBrainDownstreams,
  ProductCatalogue,
  ProductRanker,
  ProductRetriever,
  retrieveByText,
  retrieveByVector,
} from '@tradewind/catalog-service/deal-brain';
import type { ProductInput } from '@tradewind/contracts';
import type { TestDatabase } from '@tradewind/platform/testing';
import { createScope, runInScope, Upstream, type LlmPort } from '@tradewind/upstream';

export const STAGES = ['text', 'vector', 'fused', 'reranked'] as const;
export type Stage = (typeof STAGES)[number];

const TENANT = 'evaluation';
const MODEL = 'sandbox';
const BATCH = 250;
const DEADLINE_MS = 60_000;
const USE = { limit: 10, queue: { maxWaiting: 100, maxWaitMs: 60_000, mode: 'reject-newest' } } as const;

/** dealBrain over one tenant's catalogue, each stage by itself: sku lists, best first. */
export class Engine {
  private readonly upstream: Upstream;
  private readonly downstreams: DealBrainDownstreams;
  private readonly retriever: ProductRetriever;
  private readonly ranker: ProductRanker;
  private readonly skus = new Map<string, string>();

  constructor(
    private readonly real: TestDatabase,
    downstreamUrl: string,
  ) {
    this.upstream = new Upstream({
      providers: {
        embedding: {
          kind: 'embedding',
          preset: 'openai-compatible',
          baseUrl: `${downstreamUrl}/v1`,
          model: MODEL,
          dimensions: 384,
        },
        rerank: { kind: 'rerank', preset: 'cohere', baseUrl: `${downstreamUrl}/v1`, model: MODEL },
      },
      budgets: { retrieval: USE },
      uses: { embedding: { provider: 'embedding', ...USE }, rerank: { provider: 'rerank', ...USE } },
    });
    this.downstreams = new DealBrainDownstreams(
      this.upstream.embedding('embedding'),
      this.upstream.reranker('rerank'),
      NO_LLM,
      this.upstream.budget('retrieval'),
    );
    this.retriever = new ProductRetriever(real.database, this.downstreams);
    this.ranker = new ProductRanker(this.downstreams);
  }

  /** Without `embed` there are no vectors: full text alone can be measured, and nothing is called. */
  async load(products: readonly ProductInput[], { embed = true } = {}): Promise<void> {
    const catalogue = new ProductCatalogue(this.real.database, this.downstreams);
    for (let from = 0; from < products.length; from += BATCH) {
      const batch = products.slice(from, from + BATCH);
      const written = await this.asTenant(async () => {
        const prepared = await catalogue.prepare(batch, embed ? this.downstreams.embedding : null);
        return this.real.database.tenant((manager) => catalogue.write(manager, prepared));
      });
      for (const { product_id, sku } of written) this.skus.set(product_id, sku);
    }
    await this.real.dataSource.query('ANALYZE');
  }

  /** The first `limit` of a stage. */
  rank(stage: Stage, query: string, limit: number): Promise<string[]> {
    return this.asTenant(async () => {
      switch (stage) {
        case 'text':
          return this.toSkus(await this.byText(query, limit));
        case 'vector':
          return this.toSkus(await this.byVector(query, limit));
        case 'fused':
        case 'reranked': {
          const found = await this.retriever.retrieve({ texts: [{ text: query }], filters: {}, limit });
          const ranked =
            stage === 'fused' ? found.products : await this.ranker.rank(found.texts.join(' '), found.products);
          return ranked.map(({ product }) => product.sku);
        }
      }
    });
  }

  close(): Promise<void> {
    return this.upstream.close();
  }

  private byText(text: string, limit: number): Promise<{ productId: string }[]> {
    return this.real.database.tenant(async (manager) => {
      const [found] = await retrieveByText(manager, { tenantId: TENANT, texts: [text], filters: {}, limit });
      return found?.hits ?? [];
    });
  }

  private async byVector(query: string, limit: number): Promise<{ productId: string }[]> {
    const { vectors } = await this.downstreams.embedding.embed([query]);
    const [vector = []] = vectors;
    return this.real.database.tenant((manager) =>
      retrieveByVector(manager, { tenantId: TENANT, vector, filters: {}, limit }),
    );
  }

  private toSkus(hits: readonly { productId: string }[]): string[] {
    return hits.map(({ productId }) => this.skus.get(productId) ?? productId);
  }

  private async asTenant<T>(work: () => Promise<T>): Promise<T> {
    const scope = createScope({ tenantId: TENANT, deadlineMs: DEADLINE_MS });
    try {
      const value = await runInScope(scope, work);
      // What is measured must be the whole of a stage.
      const [degradation] = scope.degraded;
      if (degradation !== undefined) throw new Error(`${degradation.stage} degraded: ${degradation.reason}`);
      return value;
    } finally {
      scope.deadline.dispose();
    }
  }
}

const NO_LLM: LlmPort = {
  complete: () => Promise.reject(new Error('Retrieval asks no language model.')),
  stream: () => Promise.reject(new Error('Retrieval asks no language model.')),
};
