import { z } from 'zod';
import { oneOrMore, text } from './text.js';

const MAX_ATTRIBUTES = 10;

/** Every filter must hold. Words compare without regard to case. */
export const ProductFilters = z
  .strictObject({
    category: oneOrMore(120).optional(),
    brand: oneOrMore(120).optional(),
    origin: oneOrMore(120).optional(),
    attributes: z
      .record(text(80), oneOrMore(300))
      .refine((attributes) => Object.keys(attributes).length <= MAX_ATTRIBUTES, {
        error: `may name at most ${String(MAX_ATTRIBUTES)} attributes`,
      })
      .optional()
      .meta({ description: 'Name → value, or values of which any will do' }),
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
    document_id: z.string().max(64).optional().meta({ description: 'Only products read from this document' }),
  })
  .refine((f) => (f.price_min === undefined && f.price_max === undefined) || f.currency !== undefined, {
    path: ['currency'],
    error: 'is needed with price_min or price_max: prices in different currencies cannot be compared',
  })
  .meta({
    id: 'ProductFilters',
    examples: [{ category: 'Drinkware', attributes: { Colour: ['black', 'white'] }, currency: 'USD', price_max: 5 }],
  });
export type ProductFilters = z.infer<typeof ProductFilters>;
