import { Injectable } from '@nestjs/common';
import type { RecommendationsRequest, RecommendationsResponse } from '@tradewind/contracts';
import { currentScope } from '@tradewind/upstream';
import { ProductRanker, RERANKED_CANDIDATES, type RankedProduct } from '../retrieval/product-ranker.js';
import { ProductRetriever } from '../retrieval/product-retriever.js';
import { ByInquiry } from './by-inquiry.js';
import { ByProduct } from './by-product.js';
import { ByProfile } from './by-profile.js';
import { diversify } from './diversify.js';
import type { RecommendationPlan } from './recommendation-plan.js';

/** Candidates read where a plan turns some of them away. */
const CHECKED_CANDIDATES = 200;

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
    const ranked = await this.candidates(plan);
    const chosen = diversify(ranked, request.limit, request.diversity);
    return {
      recommendations: chosen.map(({ product, score }) => ({ product, score, reason: plan.reason(product) })),
      ...(plan.requirements && { requirements: plan.requirements }),
      degraded: [...currentScope().degraded],
    };
  }

  private async candidates({ retrieval, need, accepts, lead = [] }: RecommendationPlan): Promise<RankedProduct[]> {
    const limit = accepts === undefined ? RERANKED_CANDIDATES : CHECKED_CANDIDATES;
    const { products } = await this.retriever.retrieve({ ...retrieval, limit });
    const leading = lead.length === 0 ? [] : await this.retriever.read(lead, retrieval.filters);
    const known = new Set(leading.map(({ product }) => product.product_id));
    const accepted = products.filter(
      ({ product }) => !known.has(product.product_id) && (accepts === undefined || accepts(product)),
    );
    const ranked = await this.ranker.rank(need, accepted.slice(0, RERANKED_CANDIDATES));
    return [...leading.map((each) => ({ ...each, rerank: null })), ...ranked];
  }

  private plan(request: RecommendationsRequest): Promise<RecommendationPlan> {
    const { product_id, relation, inquiry, buyer_profile, filters } = request;
    if (product_id !== undefined) return this.byProduct.plan(product_id, relation, filters);
    if (inquiry !== undefined) return this.byInquiry.plan(inquiry, filters);
    if (buyer_profile !== undefined) return this.byProfile.plan(buyer_profile, filters);
    throw new Error('The contract admits no request without product_id, inquiry or buyer_profile.');
  }
}
