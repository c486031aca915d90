import { Injectable } from '@nestjs/common';
import type { SearchRequest, SearchResponse } from '@tradewind/contracts';
import { currentScope } from '@tradewind/upstream';
import { ProductRanker, RERANKED_CANDIDATES } from '../retrieval/product-ranker.js';
import { ProductRetriever, type Retrieved, type RetrievedProduct } from '../retrieval/product-retriever.js';
import { MatchExplainer } from './match-explainer.js';
import { isPartNumber } from './part-number.js';

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
    const ranked = await this.rank(query, found);
    const hits = ranked.slice(0, limit);
    const products = hits.map(({ product }) => product);
    const explanations = explain ? await this.explainer.explain(query, products) : new Map<string, string>();
    return {
      results: hits.map(({ product, score }) => ({
        product,
        score,
        explanation: explanations.get(product.product_id) ?? '',
      })),
      degraded: [...currentScope().degraded],
    };
  }

  /** A part number is looked up, not judged: a reranker reads it as text and finds others that look like it. */
  private rank(query: string, { products, texts }: Retrieved): Promise<RetrievedProduct[]> {
    return isPartNumber(query) ? Promise.resolve(products) : this.ranker.rank(texts.join(' '), products);
  }
}
