import { Injectable } from '@nestjs/common';
import type { Product, ProductFilters, RecommendationsRequest } from '@tradewind/contracts';
import { notFound } from '@tradewind/platform';
import { fold } from '../../text/folding.js';
import { InteractionStore } from '../events/interaction-store.js';
import { complementFacts, sentence, similarityFacts } from './reasons.js';
import type { RecommendationPlan } from './recommendation-plan.js';
import { likeness, SeedProducts, type SeedProduct } from './seed-products.js';

const MAX_COMPANIONS = 20;

/** Products that could replace one, or that go with it. */
@Injectable()
export class ByProduct {
  constructor(
    private readonly seeds: SeedProducts,
    private readonly interactions: InteractionStore,
  ) {}

  /** @throws AppError 404 `product.not_found` */
  async plan(
    productId: string,
    relation: RecommendationsRequest['relation'],
    filters: ProductFilters,
  ): Promise<RecommendationPlan> {
    const [seed] = await this.seeds.read([productId]);
    if (seed === undefined) throw notFound('product', productId);
    return relation === 'similar' ? similar(seed, filters) : this.complementary(seed, filters);
  }

  /** What buyers took together comes first; then products of other categories that have something in common with it. */
  private async complementary(
    { product: seed, vector }: SeedProduct,
    filters: ProductFilters,
  ): Promise<RecommendationPlan> {
    const companions = await this.interactions.companionsOf(seed.product_id, MAX_COMPANIONS);
    const buyersOf = new Map(companions.map(({ productId, buyers }) => [productId, buyers]));
    const traits = Object.values(seed.attributes).join(' ');
    const need = [seed.name, traits].filter(Boolean).join(' ');
    return {
      retrieval: {
        // Apart, because what goes with a product shares some of its traits and hardly its name.
        texts: [seed.name, traits].filter(Boolean).map((text) => ({ text, embed: vector === null })),
        vectors: vector === null ? [] : [vector],
        filters,
        exclude: [seed.product_id],
      },
      need,
      lead: companions.map(({ productId }) => productId),
      accepts: (product) => buyersOf.has(product.product_id) || isOfAnotherKind(seed, product),
      reason: (product) => {
        const buyers = buyersOf.get(product.product_id);
        const together = buyers === undefined ? [] : [`wanted together with it by ${String(buyers)} of your buyers`];
        return sentence(`Goes with “${seed.name}”`, [...together, ...complementFacts(seed, product)]);
      },
    };
  }
}

function similar({ product: seed, vector }: SeedProduct, filters: ProductFilters): RecommendationPlan {
  const need = likeness(seed);
  return {
    retrieval: {
      texts: [{ text: need, embed: vector === null }],
      vectors: vector === null ? [] : [vector],
      filters,
      exclude: [seed.product_id],
    },
    need,
    reason: (product) => sentence(`Similar to “${seed.name}”`, similarityFacts(seed, product)),
  };
}

/** Another category. A product without one cannot be told from a substitute. */
function isOfAnotherKind(seed: Product, product: Product): boolean {
  return seed.category !== null && product.category !== null && fold(seed.category) !== fold(product.category);
}
