import type { InquiryRequirements, Product } from '@tradewind/contracts';
import type { Retrieval } from '../retrieval/product-retriever.js';

/** What one kind of request comes down to: what to retrieve, what to rank by, and how to say why. */
export interface RecommendationPlan {
  retrieval: Omit<Retrieval, 'limit'>;
  /** The need in words, for the reranker. */
  need: string;
  /** What filters cannot say; products that fail are never recommended. Default: all pass. */
  accepts?(product: Product): boolean;
  /** Products known to fit, before all that is retrieved, best first. They pass the filters like any other. */
  lead?: readonly string[];
  /** What an inquiry was read to ask for. */
  requirements?: InquiryRequirements;
  /** Rests on the product's own fields alone, and on counted interactions. */
  reason(product: Product): string;
}
