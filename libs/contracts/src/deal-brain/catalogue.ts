import { z } from 'zod';
import { Degraded, ListQuery, listOf } from '../common.js';
import { EXAMPLE_PRODUCT, Product, ProductInput } from './product.js';
import { text } from './text.js';

export const UpsertProductsRequest = z.object({ products: z.array(ProductInput).min(1).max(1000) }).meta({
  id: 'UpsertProductsRequest',
  examples: [
    {
      products: [
        {
          sku: 'VF-500',
          name: 'Stainless steel vacuum flask 500 ml',
          category: 'Drinkware',
          attributes: { Material: '304 stainless steel', Colour: 'black' },
          price: { amount: '3.20', currency: 'USD' },
          min_order_quantity: 500,
          origin: 'China',
        },
      ],
    },
  ],
});
export type UpsertProductsRequest = z.infer<typeof UpsertProductsRequest>;

export const UpsertProductsResponse = z
  .object({
    upserted: z.int(),
    products: z.array(z.object({ product_id: z.string(), sku: z.string() })),
    degraded: Degraded,
  })
  .meta({
    id: 'UpsertProductsResponse',
    examples: [
      { upserted: 1, products: [{ product_id: 'prod_01jd3v5k8q5m9x2c7r4t6w8y0z', sku: 'VF-500' }], degraded: [] },
    ],
  });
export type UpsertProductsResponse = z.infer<typeof UpsertProductsResponse>;

/** What became of a stream of products (NDJSON or CSV). Lines are counted from 1, a CSV header included. */
export const ImportResponse = z
  .object({
    upserted: z.int().meta({ description: 'Lines written; a sku that comes again replaces the one before' }),
    failed: z.int().meta({ description: 'Lines refused' }),
    errors: z
      .array(z.object({ line: z.int(), path: z.string(), message: z.string() }))
      .meta({ description: 'The first 100 refusals' }),
    embeddings: z
      .literal('queued')
      .meta({ description: 'Vectors are made by the worker; full text finds products at once' }),
  })
  .meta({
    id: 'ImportResponse',
    examples: [
      {
        upserted: 1999,
        failed: 1,
        errors: [{ line: 17, path: 'price.amount', message: 'must be a decimal number such as "12.50"' }],
        embeddings: 'queued',
      },
    ],
  });
export type ImportResponse = z.infer<typeof ImportResponse>;

/** JSON is answered with ids, a stream with counts. */
export const UpsertResult = z.union([UpsertProductsResponse, ImportResponse]).meta({
  id: 'UpsertResult',
  examples: [
    { upserted: 1, products: [{ product_id: 'prod_01jd3v5k8q5m9x2c7r4t6w8y0z', sku: 'VF-500' }], degraded: [] },
  ],
});
export type UpsertResult = z.infer<typeof UpsertResult>;

/** Newest first. */
export const ProductList = listOf(Product, 'ProductList', EXAMPLE_PRODUCT);
export type ProductList = z.infer<typeof ProductList>;

export const ProductListQuery = ListQuery.extend({
  sku: text(120).optional().meta({ description: 'Exactly this article number' }),
  category: text(120).optional(),
  brand: text(120).optional(),
  origin: text(120).optional(),
  document_id: z.string().max(64).optional(),
});
export type ProductListQuery = z.infer<typeof ProductListQuery>;
