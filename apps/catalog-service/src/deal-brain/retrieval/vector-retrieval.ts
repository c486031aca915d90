import type { ProductFilters } from '@tradewind/contracts';
import type { SqlReader } from '@tradewind/platform';
import { lexeme, tenantKey } from '../catalogue/index-terms.js';
import { vectorLiteral } from '../catalogue/product-store.js';
import { filterTerms, requirement } from './filter-terms.js';

export interface VectorHit {
  productId: string;
  /** Cosine, 1 is equal. */
  similarity: number;
}

export interface VectorQuery {
  tenantId: string;
  vector: readonly number[];
  filters: ProductFilters;
  limit: number;
}

/** When to compare everything, when to look through signatures and when to follow the index. */
export interface VectorPlan {
  /** Up to this many products of a tenant reading all their vectors takes some ten milliseconds and misses nothing. */
  exactUpTo: number;
  /** Up to this many products that pass a filter their signatures are looked through: a microsecond each, wherever they lie. */
  signedUpTo: number;
  /** Of the nearest by signature at least so many are compared by their vectors. */
  compared: number;
  /** Candidates the index scan keeps at a time. */
  efSearch: number;
}

const PLAN: VectorPlan = { exactUpTo: 20_000, signedUpTo: 25_000, compared: 400, efSearch: 160 };
/** Below this cosine every embedding model means "unrelated"; the nearest of nothing near is no answer. */
const MIN_SIMILARITY = 0.2;

/** The products nearest to a vector, those that pass the filters only, by `nearest_products` in PostgreSQL. */
export async function retrieveByVector(
  reader: SqlReader,
  { tenantId, vector, filters, limit }: VectorQuery,
  { exactUpTo, signedUpTo, compared, efSearch }: VectorPlan = PLAN,
): Promise<VectorHit[]> {
  const key = tenantKey(tenantId);
  const required = requirement(filterTerms(filters), (term) => lexeme(key, term));
  const rows = await reader.query<{ product_id: string; distance: number }[]>(
    `SELECT * FROM nearest_products($1::halfvec, $2, $3, $4, $5, $6, $7, $8)`,
    [vectorLiteral(vector), JSON.stringify(filters), required, limit, exactUpTo, signedUpTo, compared, efSearch],
  );
  return rows
    .map(({ product_id, distance }) => ({ productId: product_id, similarity: 1 - distance }))
    .filter(({ similarity }) => similarity >= MIN_SIMILARITY);
}
