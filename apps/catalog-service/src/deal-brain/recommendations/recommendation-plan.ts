import type { Product } from '@tradewind/contracts';
import type { Retrieval } from '../retrieval/product-retriever.js';

/** What one kind of request comes down to: what to retrieve, what to rank by, and how to say why. */
export interface RecommendationPlan {
  retrieval: Omit<Retrieval, 'limit'>;
  /** The need in words, for the reranker. */
  need: string;
  /** Rests on the product's own fields alone. */
  reason(product: Product): string;
}
