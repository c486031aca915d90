import { z } from 'zod';
import { Degraded, Money } from '../common.js';
import { ProductFilters } from './filters.js';
import { EXAMPLE_PRODUCT, Product } from './product.js';
import { text } from './text.js';

export const BuyerProfile = z
  .object({
    buyer_id: text(120).optional().meta({ description: 'Uses the interactions posted for this buyer' }),
    interests: z.array(text(200)).max(20).default([]),
    country: text(120).optional(),
    past_product_ids: z.array(z.string().max(64)).max(50).default([]),
  })
  .refine((p) => p.interests.length > 0 || p.past_product_ids.length > 0 || p.buyer_id !== undefined, {
    error: 'needs interests, past_product_ids or a buyer_id',
  })
  .meta({ id: 'BuyerProfile' });
export type BuyerProfile = z.infer<typeof BuyerProfile>;

export const RecommendationsRequest = z
  .object({
    product_id: z.string().max(64).optional(),
    relation: z
      .enum(['similar', 'complementary'])
      .default('similar')
      .meta({ description: 'With product_id: what could replace it, or what goes with it' }),
    inquiry: text(4000).optional(),
    buyer_profile: BuyerProfile.optional(),
    filters: ProductFilters.default({}),
    limit: z.int().min(1).max(50).default(5),
    diversity: z
      .number()
      .min(0)
      .max(1)
      .default(0.3)
      .meta({ description: '0: the best ones however alike; 1: as different from each other as can be' }),
  })
  .refine((r) => [r.product_id, r.inquiry, r.buyer_profile].filter((v) => v !== undefined).length === 1, {
    error: 'give exactly one of product_id, inquiry or buyer_profile',
  })
  .meta({
    id: 'RecommendationsRequest',
    examples: [{ inquiry: 'We need 2,000 insulated bottles for a hotel chain, budget 4 USD each', limit: 3 }],
  });
export type RecommendationsRequest = z.infer<typeof RecommendationsRequest>;

export const Recommendation = z
  .object({
    product: Product,
    score: z.number(),
    reason: z.string().meta({ description: "Rests on the product's own fields" }),
  })
  .meta({ id: 'Recommendation' });
export type Recommendation = z.infer<typeof Recommendation>;

/** What an inquiry was read to ask for. Hard ones are filters: no recommendation misses them. */
export const InquiryRequirements = z
  .object({
    keywords: z.array(z.string()),
    max_unit_price: Money.nullable(),
    quantity: z.int().nullable(),
    origin: z.string().nullable(),
    certifications: z.array(z.string()),
    read_by: z.enum(['llm', 'rules']),
  })
  .meta({ id: 'InquiryRequirements' });
export type InquiryRequirements = z.infer<typeof InquiryRequirements>;

export const RecommendationsResponse = z
  .object({
    recommendations: z.array(Recommendation),
    requirements: InquiryRequirements.optional().meta({ description: 'With an inquiry' }),
    degraded: Degraded,
  })
  .meta({
    id: 'RecommendationsResponse',
    examples: [
      {
        recommendations: [
          {
            product: EXAMPLE_PRODUCT,
            score: 0.9,
            reason: 'Matches "vacuum flask"; 3.20 USD is within the budget of 4.00 USD; can be ordered from 500.',
          },
        ],
        requirements: {
          keywords: ['vacuum flask'],
          max_unit_price: { amount: '4.00', currency: 'USD' },
          quantity: 2000,
          origin: null,
          certifications: [],
          read_by: 'llm',
        },
        degraded: [],
      },
    ],
  });
export type RecommendationsResponse = z.infer<typeof RecommendationsResponse>;
