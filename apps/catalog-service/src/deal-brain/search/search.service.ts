import { Injectable } from '@nestjs/common';
import type { SearchRequest, SearchResponse } from '@tradewind/contracts';
import { currentScope } from '@tradewind/upstream';
import { ProductRanker, RERANKED_CANDIDATES } from '../retrieval/product-ranker.js';
import { ProductRetriever } from '../retrieval/product-retriever.js';
import { MatchExplainer } from './match-explainer.js';

/** Retrieve → rerank → explain. Only the first is needed for an answer; each of the others has its share of the deadline. */
@Injectable()
export class SearchService {
  constructor(
    private readonly retriever: ProductRetriever,
    private readonly ranker: ProductRanker,
    private readonly explainer: MatchExplainer,
  ) {}

  /** @throws UpstreamError `capacity.*` when the database is too busy, `deadline.exceeded` */
  async search({ query, filters, limit, explain }: SearchRequest): Promise<SearchResponse> {
    const found = await this.retriever.retrieve({ texts: [{ text: query }], filters, limit: RERANKED_CANDIDATES });
    const ranked = (await this.ranker.rank(found.texts.join(' '), found.products)).slice(0, limit);
    const products = ranked.map(({ product }) => product);
    const explanations = explain ? await this.explainer.explain(query, products) : new Map<string, string>();
    return {
      results: ranked.map(({ product, score }) => ({
        product,
        score,
        explanation: explanations.get(product.product_id) ?? '',
      })),
      degraded: [...currentScope().degraded],
    };
  }
}
