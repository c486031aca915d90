import type { ProductFilters } from '@tradewind/contracts';
import type { SqlReader } from '@tradewind/platform';
import { lexeme, tenantKey } from '../catalogue/index-terms.js';
import type { Token } from '../../text/tokeniser.js';
import { candidateBound, candidateQueries } from './candidate-query.js';
import { filterTerms, requirement, shareOf, type RequiredTerms } from './filter-terms.js';
import { lookUp, respell, wantedTerms, type KnownTerm } from './look-up.js';
import { queryTerms } from './query-terms.js';
import { catalogueStatistics, type CatalogueStatistics } from './vocabulary.js';

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
  /** Every text has an answer of its own. */
  texts: readonly string[];
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
export async function retrieveByText(reader: SqlReader, query: TextQuery): Promise<TextResult[]> {
  const tokens = query.texts.map(queryTerms);
  const required = filterTerms(query.filters);
  const statistics = await catalogueStatistics(reader, [...tokens.flatMap(wantedTerms), ...required.flat(2)]);
  const results: TextResult[] = [];
  for (const [index, text] of query.texts.entries())
    results.push(await retrieveOne(reader, text, tokens[index] ?? [], { ...query, required, statistics }));
  return results;
}

interface Surroundings extends Omit<TextQuery, 'texts'> {
  required: readonly RequiredTerms[];
  statistics: CatalogueStatistics;
}

async function retrieveOne(
  reader: SqlReader,
  text: string,
  tokens: readonly Token[],
  { tenantId, filters, limit, required, statistics }: Surroundings,
): Promise<TextResult> {
  const { products, averageTitle, counts } = statistics;
  const { known, unmatched, corrections } = await lookUp(reader, tokens, counts);
  if (known.length === 0) return { hits: [], respelt: text, unmatched };
  const terms = known
    .map((term) => ({ ...term, weight: term.trust * rarity(term.products, products) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MAX_SCORED_TERMS);
  const key = tenantKey(tenantId);
  const quote = (term: string): string => lexeme(key, term);
  const requires = requirement(required, quote);
  const bound = candidateBound(limit);
  const candidates = candidateQueries(terms, quote, { products, bound, share: shareOf(required, counts, products) });
  const rows = await reader.query<{ product_id: string; score: number; matched: number }[]>(
    `SELECT * FROM match_products($1, $2, $3, $4, $5, $6, $7)`,
    [
      candidates.map((query) => (requires === null ? query : `(${query}) & ${requires}`)),
      bound,
      terms.map(({ term }) => quote(term)),
      terms.map(({ weight }) => weight),
      averageTitle,
      JSON.stringify(filters),
      limit,
    ],
  );
  const wanted = sum(terms.map(({ weight }) => weight)) + unmatched.length * rarity(0, products);
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
