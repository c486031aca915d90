import { z } from 'zod';
import { Money, Timestamp } from '../common.js';
import { text } from './text.js';

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
  .meta({
    id: 'ProductInput',
    examples: [
      {
        sku: 'VF-500',
        name: 'Stainless steel vacuum flask 500 ml',
        brand: 'Haiyun',
        category: 'Drinkware',
        attributes: { Material: '304 stainless steel', Colour: 'black' },
        price: { amount: '3.20', currency: 'USD' },
        min_order_quantity: 500,
        origin: 'China',
      },
    ],
  });
export type ProductInput = z.infer<typeof ProductInput>;

/** What the examples in the API's description are about. */
export const EXAMPLE_PRODUCT = {
  product_id: 'prod_01jd3v5k8q5m9x2c7r4t6w8y0z',
  sku: 'VF-500',
  name: 'Stainless steel vacuum flask 500 ml',
  brand: 'Haiyun',
  model: null,
  category: 'Drinkware',
  description: null,
  attributes: { Material: '304 stainless steel', Colour: 'black' },
  price: { amount: '3.20', currency: 'USD' },
  min_order_quantity: 500,
  origin: 'China',
  source: { document_id: 'doc_efbd6613abd8a1eaeb422ee413', page: 2 },
  created_at: '2026-03-02T08:15:00.000Z',
  updated_at: '2026-03-02T08:15:00.000Z',
};

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
  .meta({
    id: 'Product',
    examples: [EXAMPLE_PRODUCT],
  });
export type Product = z.infer<typeof Product>;
