import { z } from 'zod';

/** What the language model is asked to return for a group of pages. Unknown values are null, never guessed. */
export const ExtractedProduct = z.object({
  sku: z.string().nullable(),
  name: z.string().nullable(),
  brand: z.string().nullable(),
  model: z.string().nullable(),
  category: z.string().nullable(),
  description: z.string().nullable(),
  attributes: z.array(z.object({ name: z.string(), value: z.string() })),
  price_amount: z.string().nullable(),
  price_currency: z.string().nullable(),
  min_order_quantity: z.number().nullable(),
  origin: z.string().nullable(),
  page: z.number(),
});
export type ExtractedProduct = z.infer<typeof ExtractedProduct>;

export const ExtractedProducts = z.object({ products: z.array(ExtractedProduct) });

/** Sent as the required form of the answer. */
export const extractedProductsSchema: Record<string, unknown> = z.toJSONSchema(ExtractedProducts, {
  target: 'draft-7',
});
