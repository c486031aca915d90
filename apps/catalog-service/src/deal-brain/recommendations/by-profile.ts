import { Injectable } from '@nestjs/common';
import type { BuyerProfile, Product, ProductFilters } from '@tradewind/contracts';
import type { RecommendationPlan } from './recommendation-plan.js';
import { matchFacts, sentence, similarityFacts } from './reasons.js';
import { likeness, SeedProducts } from './seed-products.js';

/** What somebody bought says less about the next purchase than what they say they look for. */
const PAST_WEIGHT = 0.3;
/** Each past product is a search of its own: the latest ones, which callers list first, are enough. */
const MAX_PAST_PRODUCTS = 10;

/** Products for a buyer: near to the interests, then to what was bought before, which itself is left out. */
@Injectable()
export class ByProfile {
  constructor(private readonly seeds: SeedProducts) {}

  async plan(profile: BuyerProfile, filters: ProductFilters): Promise<RecommendationPlan> {
    const past = await this.seeds.read(profile.past_product_ids.slice(0, MAX_PAST_PRODUCTS));
    const pastWeight = PAST_WEIGHT / Math.max(1, past.length);
    const interests = profile.interests.map((text) => ({ text, weight: 1 / profile.interests.length }));
    return {
      retrieval: {
        texts: [
          ...interests,
          ...past.map(({ product }) => ({ text: likeness(product), weight: pastWeight, embed: false })),
        ],
        vectors: past.flatMap(({ vector }) => (vector === null ? [] : [vector])),
        filters,
        exclude: profile.past_product_ids,
      },
      need: [...profile.interests, profile.country].filter(Boolean).join('; '),
      reason: (product) =>
        reason(
          profile,
          past.map((seed) => seed.product),
          product,
        ),
    };
  }
}

/** The interest the product shows most of, else the past purchase it has most in common with. */
function reason({ interests, country }: BuyerProfile, past: readonly Product[], product: Product): string {
  const local = country === undefined ? [] : matchFacts(country, product);
  const [interest, matches] = most(interests, (text) => matchFacts(text, product));
  if (matches.length > 0)
    return sentence(`Matches the interest “${interest ?? ''}”`, [...new Set([...matches, ...local])]);
  const [bought, common] = most(past, (seed) => similarityFacts(seed, product));
  if (bought !== undefined && common.length > 0)
    return sentence(`Similar to “${bought.name}”, which was bought before`, common);
  return sentence('Related to the interests', local);
}

function most<T>(items: readonly T[], factsOf: (item: T) => string[]): [item: T | undefined, facts: string[]] {
  let best: [T | undefined, string[]] = [undefined, []];
  for (const item of items) {
    const facts = factsOf(item);
    if (facts.join().length > best[1].join().length) best = [item, facts];
  }
  return best;
}
