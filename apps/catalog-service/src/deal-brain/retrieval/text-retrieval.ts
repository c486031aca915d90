import type { ProductFilters } from '@tradewind/contracts';
import type { EntityManager } from 'typeorm';
import { lexeme, tenantKey } from '../catalogue/index-terms.js';
import { candidateBound, candidateQuery } from './candidate-query.js';
import { queryTerms } from './query-terms.js';
import { lookUp, respell, type KnownTerm } from './look-up.js';
import type { CatalogueStatistics } from './vocabulary.js';

export interface TextHit {
  productId: string;
  /** BM25-like; comparable within one query only. */
  score: number;
  /** How much of what the query asks for the product has, 0 to 1: a share of its terms by their rarity. */
  coverage: number;
}

export interface TextResult {
  hits: TextHit[];
  /** The text with its misspelt words corrected from the tenant's vocabulary. */
  respelt: string;
  /** Words that stand in no product of the tenant and are like none that does. */
  unmatched: string[];
}

export interface TextQuery {
  tenantId: string;
  text: string;
  filters: ProductFilters;
  limit: number;
}

/** The most telling ones; further terms of a long inquiry change neither order nor candidates noticeably. */
const MAX_SCORED_TERMS = 32;
/** Who shares no more with a query than a country or a colour does not answer it. */
const MIN_COVERAGE = 0.08;

/**
 * Full-text retrieval: BM25-like scoring with the tenant's own document frequencies over a bounded set of candidates, computed by
 * `match_products` in PostgreSQL. Terms are alternatives, never all required.
 */
export async function retrieveByText(
  manager: EntityManager,
  { tenantId, text, filters, limit }: TextQuery,
  statistics: CatalogueStatistics,
): Promise<TextResult> {
  const { known, unmatched, corrections } = await lookUp(manager, queryTerms(text));
  if (known.length === 0) return { hits: [], respelt: text, unmatched };
  const terms = known
    .map((term) => ({ ...term, weight: term.trust * rarity(term.products, statistics.products) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_SCORED_TERMS);
  const key = tenantKey(tenantId);
  const bound = candidateBound(statistics.products, limit);
  const quote = (term: string): string => lexeme(key, term);
  const rows = await manager.query<{ product_id: string; score: number; matched: number }[]>(
    `SELECT * FROM match_products($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      candidateQuery(terms, statistics.products, quote, bound),
      bound,
      terms.map(({ term }) => quote(term)),
      terms.map(({ term }) => `${quote(term)}:A`),
      terms.map(({ term }) => `${quote(term)}:B`),
      terms.map(({ weight }) => weight),
      statistics.averageTitle,
      JSON.stringify(filters),
      limit,
    ],
  );
  const wanted = sum(terms.map(({ weight }) => weight)) + unmatched.length * rarity(0, statistics.products);
  const hits = rows
    .map((row) => ({ productId: row.product_id, score: row.score, coverage: row.matched / wanted }))
    .filter(({ coverage }) => coverage >= MIN_COVERAGE);
  return { hits, respelt: respell(text, corrections), unmatched };
}

/** Inverse document frequency, in the form of BM25 that never turns negative. */
export function rarity(productsWithTerm: KnownTerm['products'], products: number): number {
  return Math.log(1 + (Math.max(products, productsWithTerm) - productsWithTerm + 0.5) / (productsWithTerm + 0.5));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
