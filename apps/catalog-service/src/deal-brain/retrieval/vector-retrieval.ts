import type { ProductFilters } from '@tradewind/contracts';
import type { EntityManager } from 'typeorm';
import { vectorLiteral } from '../catalogue/product-store.js';

export interface VectorHit {
  productId: string;
  /** Cosine, 1 is equal. */
  similarity: number;
}

/** When to compare everything and when to follow the index. */
export interface VectorPlan {
  /** Up to this many products of a tenant reading all their vectors takes some ten milliseconds and misses nothing. */
  exactUpTo: number;
  /** The same for products that pass a filter, which lie scattered over a large catalogue and cost several times as much each. */
  narrowUpTo: number;
  /** Candidates the index scan keeps at a time. */
  efSearch: number;
}

const PLAN: VectorPlan = { exactUpTo: 20_000, narrowUpTo: 6_000, efSearch: 100 };
/** Below this cosine every embedding model means "unrelated"; the nearest of nothing near is no answer. */
const MIN_SIMILARITY = 0.2;

/** The products nearest to a vector, those that pass the filters only, by `nearest_products` in PostgreSQL. */
export async function retrieveByVector(
  manager: EntityManager,
  { vector, filters, limit }: { vector: readonly number[]; filters: ProductFilters; limit: number },
  { exactUpTo, narrowUpTo, efSearch }: VectorPlan = PLAN,
): Promise<VectorHit[]> {
  const rows = await manager.query<{ product_id: string; distance: number }[]>(
    `SELECT * FROM nearest_products($1::halfvec, $2, $3, $4, $5, $6)`,
    [vectorLiteral(vector), JSON.stringify(filters), limit, exactUpTo, narrowUpTo, efSearch],
  );
  return rows
    .map(({ product_id, distance }) => ({ productId: product_id, similarity: 1 - distance }))
    .filter(({ similarity }) => similarity >= MIN_SIMILARITY);
}
