import { Injectable } from '@nestjs/common';
import type { Product, ProductFilters } from '@tradewind/contracts';
import { Database } from '@tradewind/platform';
import { currentScope, type EmbeddingPort } from '@tradewind/upstream';
import { DealBrainDownstreams } from '../downstreams.js';
import type { EntityManager } from 'typeorm';
import { toProduct } from '../catalogue/product-row.js';
import { readProducts } from '../catalogue/product-store.js';
import { fuse, type FusedHit, type RankedList } from './fusion.js';
import { embedQuery } from './query-embedding.js';
import { retrieveByText } from './text-retrieval.js';
import { retrieveByVector } from './vector-retrieval.js';
import { catalogueStatistics } from './vocabulary.js';

export interface RetrievedProduct {
  product: Product;
  /** Retrieval's own score, 0 to 1: 1 is first in every list. */
  score: number;
}

export interface Retrieved {
  products: RetrievedProduct[];
  /** The texts as they were understood: in their order, with misspelt words corrected. */
  texts: string[];
}

/** What to look for. Every text and vector is a list of its own in the fusion. */
export interface Retrieval {
  texts: readonly WeightedText[];
  /** Vectors known beforehand, such as those of products. */
  vectors?: readonly (readonly number[])[];
  filters: ProductFilters;
  /** Products never returned. */
  exclude?: readonly string[];
  limit: number;
}

export interface WeightedText {
  text: string;
  /** Default 1. */
  weight?: number;
  /** Embed it too. Default true. */
  embed?: boolean;
}

/** Each list is read deeper than the answer is long: what two lists agree on is rarely on top of both. */
const LIST_DEPTH = 100;
/** A vector list counts a quarter of a text list: at equal weight a weak embedding model costs a third of the quality. */
export const VECTOR_WEIGHT = 0.25;

/** Retrieval in PostgreSQL: full text and vectors, fused by rank, filtered there. */
@Injectable()
export class ProductRetriever {
  private readonly embedding: EmbeddingPort;

  constructor(
    private readonly database: Database,
    downstreams: DealBrainDownstreams,
  ) {
    this.embedding = downstreams.embedding;
  }

  /**
   * The best products first. Full text runs while the query is being embedded; no connection is held meanwhile. Without embeddings
   * the order is that of full text alone, and the scope's `degraded` says so.
   */
  async retrieve(retrieval: Retrieval): Promise<Retrieved> {
    const [text, queryVector] = await Promise.all([this.searchTexts(retrieval), this.embed(retrieval.texts)]);
    const vectors = [...(retrieval.vectors ?? []), ...(queryVector === null ? [] : [queryVector])];
    return this.database.tenant(async (manager) => {
      const vectorLists = await searchVectors(manager, retrieval, vectors);
      const excluded = new Set(retrieval.exclude);
      const hits = fuse([...text.lists, ...vectorLists]).filter(({ id }) => !excluded.has(id));
      const products = await withProducts(manager, hits.slice(0, retrieval.limit));
      return { products, texts: text.respelt };
    });
  }

  private searchTexts({ texts, filters }: Retrieval): Promise<{ lists: RankedList[]; respelt: string[] }> {
    const { tenantId } = currentScope();
    return this.database.tenant(async (manager) => {
      const statistics = await catalogueStatistics(manager);
      const lists: RankedList[] = [];
      const respelt: string[] = [];
      for (const { text, weight = 1 } of texts) {
        const found = await retrieveByText(manager, { tenantId, text, filters, limit: LIST_DEPTH }, statistics);
        lists.push({ ids: found.hits.map(({ productId }) => productId), weight });
        respelt.push(found.respelt);
      }
      return { lists, respelt };
    });
  }

  /** One vector for all texts together: one call, whatever the number of interests. */
  private async embed(texts: readonly WeightedText[]): Promise<number[] | null> {
    const text = texts.flatMap(({ text, embed = true }) => (embed ? text : [])).join('\n');
    return text === '' ? null : embedQuery(this.embedding, text);
  }
}

async function searchVectors(
  manager: EntityManager,
  { filters }: Retrieval,
  vectors: readonly (readonly number[])[],
): Promise<RankedList[]> {
  if (vectors.length === 0) return [];
  const lists: RankedList[] = [];
  for (const vector of vectors) {
    const hits = await retrieveByVector(manager, { vector, filters, limit: LIST_DEPTH });
    lists.push({ ids: hits.map(({ productId }) => productId), weight: VECTOR_WEIGHT / vectors.length });
  }
  return lists;
}

async function withProducts(manager: EntityManager, hits: readonly FusedHit[]): Promise<RetrievedProduct[]> {
  const rows = await readProducts(
    manager,
    hits.map(({ id }) => id),
  );
  const scores = new Map(hits.map(({ id, score }) => [id, score]));
  return rows.map((row) => ({ product: toProduct(row), score: scores.get(row.product_id) ?? 0 }));
}
