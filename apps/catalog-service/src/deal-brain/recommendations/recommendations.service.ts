import { Injectable } from '@nestjs/common';
import type { RecommendationsRequest, RecommendationsResponse } from '@tradewind/contracts';
import { currentScope } from '@tradewind/upstream';
import { ProductRanker, RERANKED_CANDIDATES } from '../retrieval/product-ranker.js';
import { ProductRetriever } from '../retrieval/product-retriever.js';
import { ByInquiry } from './by-inquiry.js';
import { ByProduct } from './by-product.js';
import { ByProfile } from './by-profile.js';
import type { RecommendationPlan } from './recommendation-plan.js';

/** Recommendations from a product, an inquiry or a buyer's profile: three plans, one way to carry them out. */
@Injectable()
export class RecommendationsService {
  constructor(
    private readonly byProduct: ByProduct,
    private readonly byInquiry: ByInquiry,
    private readonly byProfile: ByProfile,
    private readonly retriever: ProductRetriever,
    private readonly ranker: ProductRanker,
  ) {}

  /** @throws AppError 404 `product.not_found`; UpstreamError `capacity.*` when the database is too busy, `deadline.exceeded` */
  async recommend(request: RecommendationsRequest): Promise<RecommendationsResponse> {
    const plan = await this.plan(request);
    const { products } = await this.retriever.retrieve({ ...plan.retrieval, limit: RERANKED_CANDIDATES });
    const ranked = await this.ranker.rank(plan.need, products);
    return {
      recommendations: ranked
        .slice(0, request.limit)
        .map(({ product, score }) => ({ product, score, reason: plan.reason(product) })),
      degraded: [...currentScope().degraded],
    };
  }

  private plan({ product_id, inquiry, buyer_profile, filters }: RecommendationsRequest): Promise<RecommendationPlan> {
    if (product_id !== undefined) return this.byProduct.plan(product_id, filters);
    if (inquiry !== undefined) return this.byInquiry.plan(inquiry, filters);
    if (buyer_profile !== undefined) return this.byProfile.plan(buyer_profile, filters);
    throw new Error('The contract admits no request without product_id, inquiry or buyer_profile.');
  }
}
