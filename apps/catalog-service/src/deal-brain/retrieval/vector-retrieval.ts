import type { ProductFilters } from '@tradewind/contracts';
import type { EntityManager } from 'typeorm';
import { vectorLiteral } from '../catalogue/product-store.js';
import { filterConditions } from './filters.js';
import type { CatalogueStatistics } from './vocabulary.js';

export interface VectorHit {
  productId: string;
  /** Cosine, 1 is equal. */
  similarity: number;
}

/** Up to this many products reading all of a tenant's vectors takes milliseconds and misses nothing. */
const EXACT_UP_TO_PRODUCTS = 20_000;
const EF_SEARCH = 100;
/** Below this cosine every embedding model means "unrelated"; the nearest of nothing near is no answer. */
const MIN_SIMILARITY = 0.2;

/** The products nearest to a vector, those that pass the filters only. */
export async function retrieveByVector(
  manager: EntityManager,
  { vector, filters, limit }: { vector: readonly number[]; filters: ProductFilters; limit: number },
  statistics: CatalogueStatistics,
): Promise<VectorHit[]> {
  const exact = statistics.products <= EXACT_UP_TO_PRODUCTS;
  if (!exact) {
    // Without the iterative scan the index gives up before a tenant's few rows among everybody's have been met.
    await manager.query(
      `SELECT set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', $1, true)`,
      [String(EF_SEARCH)],
    );
  }
  const { sql, values } = filterConditions(filters, 3);
  const join = values.length === 0 ? '' : 'JOIN products p USING (tenant_id, product_id)';
  // Adding zero hides the order from the index: an exact scan by tenant.
  const rows = await manager.query<{ product_id: string; distance: number }[]>(
    `SELECT v.product_id, v.embedding <=> $1::halfvec AS distance
     FROM product_vectors v ${join} WHERE ${sql}
     ORDER BY (v.embedding <=> $1::halfvec) ${exact ? '+ 0' : ''} LIMIT $2`,
    [vectorLiteral(vector), limit, ...values],
  );
  return rows
    .map(({ product_id, distance }) => ({ productId: product_id, similarity: 1 - distance }))
    .filter(({ similarity }) => similarity >= MIN_SIMILARITY)
    .sort((a, b) => b.similarity - a.similarity);
}
