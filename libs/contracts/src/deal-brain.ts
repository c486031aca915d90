import { z } from 'zod';
import { Degraded, Money, Timestamp } from './common.js';

const text = (max: number) => z.string().trim().min(1).max(max);

export const ProductInput = z
  .object({
    sku: text(120).meta({ description: "The tenant's own article number: the key of an upsert" }),
    name: text(300),
    brand: text(120).nullish(),
    model: text(120).nullish(),
    category: text(120).nullish(),
    description: z.string().trim().max(8000).nullish(),
    attributes: z.record(text(80), z.string().max(300)).default({}),
    price: Money.nullish(),
    min_order_quantity: z.int().min(1).nullish(),
    origin: text(120).nullish().meta({ description: 'Country of origin' }),
  })
  .meta({ id: 'ProductInput' });
export type ProductInput = z.infer<typeof ProductInput>;

export const Product = z
  .object({
    product_id: z.string(),
    sku: z.string(),
    name: z.string(),
    brand: z.string().nullable(),
    model: z.string().nullable(),
    category: z.string().nullable(),
    description: z.string().nullable(),
    attributes: z.record(z.string(), z.string()),
    price: Money.nullable(),
    min_order_quantity: z.int().nullable(),
    origin: z.string().nullable(),
    source: z
      .object({ document_id: z.string(), page: z.int() })
      .nullable()
      .meta({ description: 'The document and page it was extracted from' }),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Product' });
export type Product = z.infer<typeof Product>;

export const UpsertProductsRequest = z
  .object({ products: z.array(ProductInput).min(1).max(1000) })
  .meta({ id: 'UpsertProductsRequest' });
export type UpsertProductsRequest = z.infer<typeof UpsertProductsRequest>;

export const UpsertProductsResponse = z
  .object({
    upserted: z.int(),
    products: z.array(z.object({ product_id: z.string(), sku: z.string() })),
    degraded: Degraded,
  })
  .meta({ id: 'UpsertProductsResponse' });
export type UpsertProductsResponse = z.infer<typeof UpsertProductsResponse>;

export const ProductFilters = z
  .object({
    category: text(120).optional(),
    brand: text(120).optional(),
    origin: text(120).optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    price_min: z.number().min(0).optional(),
    price_max: z.number().min(0).optional(),
    max_min_order_quantity: z
      .int()
      .min(1)
      .optional()
      .meta({ description: 'Only products that can be ordered in this quantity' }),
    document_id: z.string().max(64).optional(),
  })
  .refine((f) => (f.price_min === undefined && f.price_max === undefined) || f.currency !== undefined, {
    path: ['currency'],
    error: 'is needed with price_min or price_max: prices in different currencies cannot be compared',
  })
  .meta({ id: 'ProductFilters' });
export type ProductFilters = z.infer<typeof ProductFilters>;

export const SearchRequest = z
  .object({
    query: text(2000),
    filters: ProductFilters.default({}),
    limit: z.int().min(1).max(50).default(10),
    explain: z.boolean().default(false).meta({ description: 'Also write one sentence per product on why it fits' }),
  })
  .meta({ id: 'SearchRequest', examples: [{ query: 'stainless steel vacuum flask 500 ml', limit: 5, explain: true }] });
export type SearchRequest = z.infer<typeof SearchRequest>;

export const SearchHit = z
  .object({
    product: Product,
    score: z.number(),
    explanation: z.string().meta({ description: 'Empty unless asked for and available' }),
  })
  .meta({ id: 'SearchHit' });
export type SearchHit = z.infer<typeof SearchHit>;

export const SearchResponse = z
  .object({ results: z.array(SearchHit), degraded: Degraded })
  .meta({ id: 'SearchResponse' });
export type SearchResponse = z.infer<typeof SearchResponse>;

export const BuyerProfile = z
  .object({
    interests: z.array(text(200)).min(1).max(20),
    country: text(120).optional(),
    past_product_ids: z.array(z.string().max(64)).max(50).default([]),
  })
  .meta({ id: 'BuyerProfile' });
export type BuyerProfile = z.infer<typeof BuyerProfile>;

export const RecommendationsRequest = z
  .object({
    product_id: z.string().max(64).optional(),
    inquiry: text(4000).optional(),
    buyer_profile: BuyerProfile.optional(),
    filters: ProductFilters.default({}),
    limit: z.int().min(1).max(50).default(5),
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

export const RecommendationsResponse = z
  .object({ recommendations: z.array(Recommendation), degraded: Degraded })
  .meta({ id: 'RecommendationsResponse' });
export type RecommendationsResponse = z.infer<typeof RecommendationsResponse>;
