import { describe, expect, it } from '@jest/globals';
import { Database } from '@tradewind/platform';
import { Budget, UpstreamError } from '@tradewind/upstream';
import { DataSource } from 'typeorm';
import { ProductRetriever, type Retrieved } from '../retrieval/product-retriever.js';
import { QueryEmbeddings } from '../retrieval/query-embeddings.js';
import type { DealBrainDownstreams } from '../downstreams.js';
import { fakeDownstreams, llmSaying } from '../testing/fake-downstreams.js';
import { asTenant } from '../testing/in-scope.js';
import { evidence, product } from '../testing/products.js';
import { searchRequest, searchServiceOf } from '../testing/search-service.js';
import { TuningStore } from '../tuning/tuning-store.js';
import type { Tuning } from '../tuning/tuning.js';

const found = ['prod_a', 'prod_b', 'prod_c'].map((product_id, index) => ({
  product: product({ product_id }),
  score: 1 - index / 10,
  evidence: evidence(),
}));

/** Embeds like the real one and finds the same three products in the same order, without a database. */
class CannedRetriever extends ProductRetriever {
  private readonly embeddings: QueryEmbeddings;

  constructor({ embedding }: DealBrainDownstreams) {
    super(noDatabase, fakeDownstreams());
    this.embeddings = new QueryEmbeddings(embedding);
  }

  override async retrieve(): Promise<Retrieved> {
    await this.embeddings.of('flask');
    return { products: found, rest: [], texts: ['flask'], unmatched: [], cut: false };
  }
}

class NoTuning extends TuningStore {
  override current(): Promise<Tuning> {
    return Promise.resolve({ synonyms: [], boosts: [] });
  }
}

const noDatabase = new Database(
  new DataSource({ type: 'postgres' }),
  new Budget('database', { limit: 1, queue: { maxWaiting: 1, maxWaitMs: 1, mode: 'reject-newest' } }),
);

const broken = (code: 'upstream.failed' | 'capacity.queue_full' | 'breaker.open') => () =>
  Promise.reject<never>(new UpstreamError(code, 'It failed.'));

const search = (downstreams: DealBrainDownstreams, explain = true) =>
  asTenant('tenant_a', () =>
    searchServiceOf(noDatabase, downstreams, new CannedRetriever(downstreams), new NoTuning(noDatabase)).search(
      searchRequest({ query: 'flask', limit: 2, explain }),
    ),
  );

const explained = (sentences: Record<string, string>) =>
  llmSaying(
    JSON.stringify({
      explanations: Object.entries(sentences).map(([product_id, explanation]) => ({ product_id, explanation })),
    }),
  );

describe('SearchService', () => {
  it('gives the order and scores of the reranker and one explanation per product', async () => {
    const { results, degraded } = await search(
      fakeDownstreams({
        reranker: {
          rerank: () =>
            Promise.resolve({
              results: [
                { index: 2, score: 0.9 },
                { index: 0, score: 0.4 },
              ],
            }),
        },
        llm: explained({ prod_c: 'It is a flask.', prod_a: 'It holds 500 ml.' }),
      }),
    );
    expect(results.map(({ product, score, explanation }) => [product.product_id, score, explanation])).toEqual([
      ['prod_c', 0.9, 'It is a flask.'],
      ['prod_a', 0.4, 'It holds 500 ml.'],
    ]);
    expect(degraded).toEqual([]);
  });

  it('keeps the order of the database, explains nothing and says why when every downstream fails', async () => {
    const { results, degraded } = await search(
      fakeDownstreams({
        embedding: { embed: broken('breaker.open') },
        reranker: { rerank: broken('capacity.queue_full') },
        llm: { ...llmSaying(''), complete: broken('upstream.failed') },
      }),
    );
    expect(results.map(({ product, explanation }) => [product.product_id, explanation])).toEqual([
      ['prod_a', ''],
      ['prod_b', ''],
    ]);
    expect(degraded).toEqual([
      { stage: 'embedding', reason: 'breaker.open' },
      { stage: 'rerank', reason: 'capacity.queue_full' },
      { stage: 'explain', reason: 'upstream.failed' },
    ]);
  });

  it('drops explanations of other products and those that claim what no field says', async () => {
    const { results } = await search(
      fakeDownstreams({
        reranker: { rerank: broken('upstream.failed') },
        llm: explained({ prod_a: 'It holds 900 ml.', prod_b: 'It is a flask.', prod_x: 'It is a flask.' }),
      }),
    );
    expect(results.map(({ explanation }) => explanation)).toEqual(['', 'It is a flask.']);
  });

  it('passes faults that are not the downstream’s on', async () => {
    const fault = new TypeError('a bug');
    await expect(search(fakeDownstreams({ reranker: { rerank: () => Promise.reject(fault) } }))).rejects.toBe(fault);
  });
});
