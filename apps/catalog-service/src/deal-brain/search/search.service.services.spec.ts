import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { problemOf } from '@tradewind/platform';
import { UpstreamError, type EmbeddingPort, type LlmPort, type RerankPort } from '@tradewind/upstream';
import { ProductCatalogue } from '../catalogue/product-catalogue.js';
import { fakeDownstreams, llmSaying, wordOverlap } from '../testing/fake-downstreams.js';
import { asTenant, observed } from '../testing/in-scope.js';
import { item } from '../testing/products.js';
import { searchRequest, searchServiceOf } from '../testing/search-service.js';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import type { SearchService } from './search.service.js';

type Trouble = 'whole' | 'slow' | 'down' | 'garbage';
const TROUBLES: Trouble[] = ['whole', 'slow', 'down', 'garbage'];
/** A port that is slow never answers: only a deadline ends the wait. */
const DEADLINE_MS = 2_000;
/** What a loaded machine may add before the event loop comes round. */
const TOLERANCE_MS = 500;
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const fail = <T>(): Promise<T> => Promise.reject<T>(new UpstreamError('upstream.failed', 'It failed.'));

/** Everything is alike, so that vectors find also what no word does. */
const oneDirection: EmbeddingPort = {
  embed: (texts) =>
    Promise.resolve({
      vectors: texts.map(() => new Array<number>(384).fill(0.05)),
      model: 'fake',
      usage: { inputTokens: 1, outputTokens: 0, exact: true },
    }),
};
const embeddings: Record<Trouble, EmbeddingPort> = {
  whole: oneDirection,
  slow: { embed: never },
  down: { embed: fail },
  garbage: { embed: () => Promise.reject(new UpstreamError('upstream.malformed', 'No vectors.')) },
};
const rerankers: Record<Trouble, RerankPort> = {
  whole: {
    // The opposite of what full text says, so that its order can be recognised.
    rerank: async (request) => {
      const { results } = await wordOverlap.rerank(request);
      return { results: results.map(({ index, score }) => ({ index, score: 1 - score })).reverse() };
    },
  },
  slow: { rerank: never },
  down: { rerank: fail },
  garbage: { rerank: () => Promise.resolve({ results: [{ index: 99, score: 1 }] }) },
};
const REASON = { slow: 'deadline.exceeded', down: 'upstream.failed', garbage: 'upstream.malformed' } as const;

describe('search', () => {
  let real: TestDatabase;
  let llms: Record<Trouble, LlmPort>;

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 8 });
    const catalogue = new ProductCatalogue(real.database, fakeDownstreams({ embedding: oneDirection }));
    const written = await asTenant('tenant_a', () =>
      catalogue.upsert([
        item({ sku: 'FULL', name: 'Steel vacuum flask' }),
        item({ sku: 'PART', name: 'Glass flask' }),
        item({ sku: 'NONE', name: 'Umbrella' }),
      ]),
    );
    const explanations = written.map(({ product_id, sku }) => ({ product_id, explanation: `About ${sku}.` }));
    llms = {
      whole: llmSaying(JSON.stringify({ explanations })),
      slow: { ...llmSaying(''), complete: never },
      down: { ...llmSaying(''), complete: fail },
      garbage: llmSaying('I would rather not.'),
    };
  });
  afterAll(() => real.drop());

  const serviceWith = (
    embedding: Trouble,
    reranker: Trouble,
    llm: Trouble,
    database = real.database,
  ): SearchService => {
    const downstreams = fakeDownstreams({
      embedding: embeddings[embedding],
      reranker: rerankers[reranker],
      llm: llms[llm],
    });
    return searchServiceOf(database, downstreams);
  };

  const combinations = TROUBLES.flatMap((embedding) =>
    TROUBLES.flatMap((reranker) => TROUBLES.map((llm) => [embedding, reranker, llm] as const)),
  );

  it.concurrent.each(combinations)(
    'answers inside the deadline, in the right order and says what is missing: embeddings %s, reranker %s, LLM %s',
    async (embedding, reranker, llm) => {
      const started = performance.now();
      const { value } = await observed(
        'tenant_a',
        () =>
          serviceWith(embedding, reranker, llm).search(
            searchRequest({ query: 'steel vacuum flask', limit: 10, explain: true }),
          ),
        DEADLINE_MS,
      );
      expect(performance.now() - started).toBeLessThan(DEADLINE_MS);

      const skus = value.results.map(({ product }) => product.sku);
      expect(skus.slice(0, 3).filter((sku) => sku !== 'NONE')).toEqual(
        reranker === 'whole' ? ['PART', 'FULL'] : ['FULL', 'PART'],
      );
      expect(skus.includes('NONE')).toBe(embedding === 'whole');
      for (const { explanation, product } of value.results)
        expect(explanation).toBe(llm === 'whole' ? `About ${product.sku}.` : '');
      expect(value.degraded).toEqual([
        ...(embedding === 'whole' ? [] : [{ stage: 'embedding', reason: REASON[embedding] }]),
        ...(reranker === 'whole' ? [] : [{ stage: 'rerank', reason: REASON[reranker] }]),
        ...(llm === 'whole' ? [] : [{ stage: 'explain', reason: REASON[llm] }]),
      ]);
    },
  );

  it('answers or refuses inside the deadline when the pool is saturated as well, in every combination at once', async () => {
    const narrow = await createTestDatabase({ serverUrl: real.url, existing: true, connections: 2 });
    try {
      // Both connections are taken when the searches come, and for a while after.
      const held = [1, 2].map(() =>
        asTenant('tenant_a', () => narrow.database.tenant((manager) => manager.query(`SELECT pg_sleep(0.3)`))),
      );
      const outcomes = await Promise.all(
        combinations.map(async ([embedding, reranker, llm]) => {
          const started = performance.now();
          const search = () =>
            serviceWith(embedding, reranker, llm, narrow.database).search(
              searchRequest({ query: 'steel vacuum flask', limit: 10, explain: true }),
            );
          const outcome = await observed('tenant_a', search, DEADLINE_MS).then(
            ({ value }) => ({ value }),
            (error: unknown) => ({ error }),
          );
          return { ...outcome, embedding, reranker, llm, ms: performance.now() - started };
        }),
      );
      await Promise.all(held);
      for (const outcome of outcomes) {
        expect(outcome.ms).toBeLessThan(DEADLINE_MS + TOLERANCE_MS);
        if ('error' in outcome) {
          const { status, headers } = problemOf(outcome.error, 'r');
          expect([429, 503, 504]).toContain(status);
          if (status === 429) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
          continue;
        }
        const { results, degraded } = outcome.value;
        const missing = new Set(degraded.map(({ stage }) => stage));
        const skus = results.map(({ product }) => product.sku).filter((sku) => sku !== 'NONE');
        expect(skus).toEqual(missing.has('rerank') ? ['FULL', 'PART'] : ['PART', 'FULL']);
        // A stage that works may have been left no time; one that does not is always named.
        for (const [stage, trouble] of [
          ['embedding', outcome.embedding],
          ['rerank', outcome.reranker],
          ['explain', outcome.llm],
        ] as const)
          if (trouble !== 'whole') expect(missing).toContain(stage);
      }
      const answered = outcomes.filter((outcome) => 'value' in outcome).length;
      expect(answered).toBeGreaterThan(0);
      expect(answered).toBeLessThan(combinations.length);
      expect(narrow.database.snapshot()).toMatchObject({ inFlight: 0, waiting: 0 });
    } finally {
      await narrow.drop();
    }
  });

  it('asks the language model for nothing unless explanations are wanted', async () => {
    const { value } = await observed('tenant_a', () =>
      serviceWith('whole', 'whole', 'down').search(searchRequest({ query: 'flask', limit: 2 })),
    );
    expect(value.degraded).toEqual([]);
    expect(value.results).toHaveLength(2);
  });

  it('answers an empty catalogue with no results', async () => {
    const { value } = await observed('tenant_new', () =>
      serviceWith('whole', 'whole', 'whole').search(searchRequest({ query: 'flask', limit: 5, explain: true })),
    );
    expect(value).toMatchObject({ results: [], match: 'none', total: { value: 0, relation: 'eq' }, degraded: [] });
  });
});
