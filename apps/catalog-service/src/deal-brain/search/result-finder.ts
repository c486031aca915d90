import { Injectable } from '@nestjs/common';
import type { Boost, ProductFilters, SearchRequest, SearchResponse } from '@tradewind/contracts';
import { ProductRanker, RERANKED_CANDIDATES, unranked, type RankedProduct } from '../retrieval/product-ranker.js';
import { ProductRetriever, type Retrieved, type WeightedText } from '../retrieval/product-retriever.js';
import { queryTerms } from '../retrieval/query-terms.js';
import type { StageTrace } from '../stage-trace.js';
import { expansionsOf } from '../tuning/expand-query.js';
import { TuningStore } from '../tuning/tuning-store.js';
import { isPartNumber } from './part-number.js';
import { activeFilters, without } from './relaxation.js';
import { boosted, clearMatches, sortedBy } from './result-order.js';
import { strength, type ScoredProduct } from './scored-product.js';

/** A synonym counts less than the word that was asked for. */
const SYNONYM_WEIGHT = 0.7;
/** The whole of what may be paged through, when all of it has to be looked at. */
const MAX_RESULTS = 500;
/** Of a text, when more than relevance decides what comes first. */
const SORTED_DEPTH = 400;

export interface FoundResults extends Pick<SearchResponse, 'match' | 'understood' | 'relaxed' | 'total'> {
  /** In the order of the answer. */
  products: ScoredProduct[];
  /** What follows, known by id only. */
  rest: readonly { id: string; score: number }[];
  /** What was searched for. */
  texts: readonly WeightedText[];
  /** The filters that hold for all of it: those asked for, or what relaxation left of them. */
  filters: ProductFilters;
}

type Wanted = Pick<SearchRequest, 'query' | 'filters' | 'sort' | 'min_score'>;

/** Retrieve → rerank → boost → sort, and when nothing passes, the nearest that would. */
@Injectable()
export class ResultFinder {
  constructor(
    private readonly retriever: ProductRetriever,
    private readonly ranker: ProductRanker,
    private readonly tuning: TuningStore,
  ) {}

  /** @param meanwhile runs beside the reranker, as soon as it is known what is searched for and under which filters */
  async find(
    wanted: Wanted,
    trace: StageTrace,
    meanwhile: (searched: Pick<FoundResults, 'texts' | 'filters'>) => Promise<void> = () => Promise.resolve(),
  ): Promise<FoundResults> {
    const { synonyms, boosts } = await trace.time('tuning', () => this.tuning.current());
    const expansions = expansionsOf(wanted.query, synonyms);
    const texts: WeightedText[] = [
      { text: wanted.query },
      ...expansions.map((text) => ({ text, weight: SYNONYM_WEIGHT, embed: false })),
    ];
    let relaxed: SearchResponse['relaxed'] = null;
    let query = wanted.query;
    let filters = wanted.filters;
    let found = await this.retrieve(wanted, texts, filters, boosts, trace);
    const unmatched = found.unmatched;
    if (found.products.length === 0 && unmatched.length > 0) {
      // Words that nobody has weigh so much that a product with all the others does not count as a match.
      query = withoutWords(wanted.query, unmatched);
      if (query !== '') {
        texts[0] = { text: query };
        found = await this.retrieve(wanted, texts, filters, boosts, trace);
        if (found.products.length > 0) relaxed = { filters: [], terms: unmatched, min_score: false };
      }
    }
    if (found.products.length === 0) {
      const given = await trace.time('relax', () => this.nearestRelaxation(query, filters));
      if (given.length > 0) {
        filters = without(wanted.filters, given);
        found = await this.retrieve(wanted, texts, filters, boosts, trace);
        const terms = query === wanted.query ? [] : unmatched;
        if (found.products.length > 0) relaxed = { filters: given, terms, min_score: false };
      }
    }
    const [order] = await Promise.all([this.rank(wanted, found, trace), meanwhile({ texts, filters })]);
    const ranked = boosted(toScored(found, order), boosts);
    const strong = ranked.filter((each) => strength(each) >= wanted.min_score);
    // Nothing is good enough: what there is, and that it is not.
    const enough = strong.length > 0 || ranked.length === 0;
    if (!enough) relaxed = { filters: [], terms: [], ...relaxed, min_score: true };
    const kept = enough ? strong : ranked;
    const products = wanted.sort === 'relevance' ? kept : sortedBy(clearMatches(kept), wanted.sort);
    const least = products.at(-1)?.score ?? 0;
    const rest = found.rest.map((id) => ({ id, score: least }));
    return {
      products,
      rest,
      texts,
      filters,
      relaxed,
      match: matchOf(products, relaxed !== null),
      total: { value: products.length + rest.length, relation: found.cut ? 'gte' : 'eq' },
      understood: { query: found.texts[0] ?? wanted.query, unmatched, synonyms: expansions },
    };
  }

  /** Products beyond those to be reranked are read only when something has to be known of each. */
  private retrieve(
    { sort, min_score }: Wanted,
    texts: readonly WeightedText[],
    filters: ProductFilters,
    boosts: readonly Boost[],
    trace: StageTrace,
  ): Promise<Retrieved> {
    const all = sort !== 'relevance' || min_score > 0 || boosts.length > 0;
    return this.retriever.retrieve({
      texts,
      filters,
      limit: all ? MAX_RESULTS : RERANKED_CANDIDATES,
      ...((sort !== 'relevance' || boosts.length > 0) && { depth: SORTED_DEPTH }),
      trace,
    });
  }

  /**
   * A part number is looked up, not judged: a reranker reads it as text and finds others that look like it. Ordered by price or age,
   * nobody sees the reranker's order.
   */
  private rank({ query, sort }: Wanted, { products, texts }: Retrieved, trace: StageTrace): Promise<RankedProduct[]> {
    if (sort !== 'relevance' || isPartNumber(query)) return Promise.resolve(unranked(products));
    return trace.time('rerank', () => this.ranker.rank(texts.join(' '), products));
  }

  /** Which filters to give up: the one without which the query matches best, or all of them. Empty when that does not help either. */
  private async nearestRelaxation(query: string, filters: ProductFilters): Promise<string[]> {
    const active = activeFilters(filters);
    if (active.length === 0) return [];
    const single = await this.retriever.bestCoverage(
      query,
      active.map((name) => without(filters, [name])),
    );
    const best = Math.max(...single);
    return best > 0 ? active.slice(single.indexOf(best), single.indexOf(best) + 1) : active;
  }
}

/** The words of a query but for some, as the tokeniser writes them. */
function withoutWords(query: string, words: readonly string[]): string {
  const gone = new Set(words);
  return queryTerms(query)
    .filter(({ surface }) => !gone.has(surface))
    .map(({ surface }) => surface)
    .join(' ');
}

function toScored(found: Retrieved, ranked: readonly RankedProduct[]): ScoredProduct[] {
  const fused = new Map(found.products.map(({ product, score }) => [product.product_id, score]));
  return ranked.map((each) => ({ ...each, fused: fused.get(each.product.product_id) ?? 0, boost: 1 }));
}

function matchOf(products: readonly ScoredProduct[], relaxed: boolean): SearchResponse['match'] {
  if (products.length === 0) return 'none';
  if (relaxed) return 'relaxed';
  return products.some(({ evidence }) => evidence.text !== null) ? 'direct' : 'meaning';
}
