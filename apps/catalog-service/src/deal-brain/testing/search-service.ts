import { SearchRequest } from '@tradewind/contracts';
import type { Database } from '@tradewind/platform';
import type { DealBrainDownstreams } from '../downstreams.js';
import { ProductRanker } from '../retrieval/product-ranker.js';
import { ProductRetriever } from '../retrieval/product-retriever.js';
import { FacetCounter } from '../search/facet-counter.js';
import { MatchExplainer } from '../search/match-explainer.js';
import { ResultFinder } from '../search/result-finder.js';
import { ResultPages } from '../search/result-pages.js';
import { SearchService } from '../search/search.service.js';
import { TuningStore } from '../tuning/tuning-store.js';

/** The search service as the module wires it. */
export function searchServiceOf(
  database: Database,
  downstreams: DealBrainDownstreams,
  retriever = new ProductRetriever(database, downstreams),
  tuning = new TuningStore(database),
): SearchService {
  return new SearchService(
    new ResultFinder(retriever, new ProductRanker(downstreams), tuning),
    new ResultPages(database),
    new FacetCounter(retriever),
    new MatchExplainer(downstreams),
  );
}

/** A request with the contract's defaults. */
export function searchRequest(fields: { query: string } & Partial<SearchRequest>): SearchRequest {
  return SearchRequest.parse(fields);
}
