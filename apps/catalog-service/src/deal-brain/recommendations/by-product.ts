import { Injectable } from '@nestjs/common';
import type { ProductFilters } from '@tradewind/contracts';
import { notFound } from '@tradewind/platform';
import type { RecommendationPlan } from './recommendation-plan.js';
import { sentence, similarityFacts } from './reasons.js';
import { likeness, SeedProducts } from './seed-products.js';

/** Products similar to one. */
@Injectable()
export class ByProduct {
  constructor(private readonly seeds: SeedProducts) {}

  /** @throws AppError 404 `product.not_found` */
  async plan(productId: string, filters: ProductFilters): Promise<RecommendationPlan> {
    const [seed] = await this.seeds.read([productId]);
    if (seed === undefined) throw notFound('product', productId);
    const need = likeness(seed.product);
    return {
      retrieval: {
        texts: [{ text: need, embed: seed.vector === null }],
        vectors: seed.vector === null ? [] : [seed.vector],
        filters,
        exclude: [productId],
      },
      need,
      reason: (product) => sentence(`Similar to “${seed.product.name}”`, similarityFacts(seed.product, product)),
    };
  }
}
