import { Injectable } from '@nestjs/common';
import type { BuyerProfile, Product, ProductFilters } from '@tradewind/contracts';
import { InteractionStore } from '../events/interaction-store.js';
import type { RecommendationPlan } from './recommendation-plan.js';
import { matchFacts, sentence, similarityFacts } from './reasons.js';
import { likeness, SeedProducts } from './seed-products.js';

/** What somebody bought says less about the next purchase than what they say they look for. */
const PAST_WEIGHT = 0.3;
/** Each past product is a search of its own: the latest ones, which callers list first, are enough. */
const MAX_PAST_PRODUCTS = 10;
/** Of a buyer's interactions: also those too old to search by are not recommended again. */
const MAX_STORED_PRODUCTS = 50;

/** Products for a buyer: near to the interests, then to what was bought before, which itself is left out. */
@Injectable()
export class ByProfile {
  constructor(
    private readonly seeds: SeedProducts,
    private readonly interactions: InteractionStore,
  ) {}

  async plan(profile: BuyerProfile, filters: ProductFilters): Promise<RecommendationPlan> {
    const wanted = await this.wantedBefore(profile);
    const past = await this.seeds.read(wanted.slice(0, MAX_PAST_PRODUCTS));
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
        exclude: wanted,
      },
      // Without interests what was wanted before says what is needed.
      need: [
        ...(profile.interests.length > 0 ? profile.interests : past.map(({ product }) => product.name)),
        profile.country,
      ]
        .filter(Boolean)
        .join('; '),
      reason: (product) =>
        reason(
          profile,
          past.map((seed) => seed.product),
          product,
        ),
    };
  }

  /** What the caller names, then what the buyer's interactions say. */
  private async wantedBefore({ buyer_id, past_product_ids }: BuyerProfile): Promise<string[]> {
    const stored = buyer_id === undefined ? [] : await this.interactions.productsOf(buyer_id, MAX_STORED_PRODUCTS);
    return [...new Set([...past_product_ids, ...stored])];
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
    return sentence(`Similar to “${bought.name}”, which was wanted before`, common);
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
