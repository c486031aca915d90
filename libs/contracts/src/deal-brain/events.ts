import { z } from 'zod';
import { Timestamp } from '../common.js';
import { text } from './text.js';

/** From the weakest sign of interest to the strongest. */
export const InteractionKind = z.enum(['view', 'save', 'inquiry', 'order']).meta({ id: 'InteractionKind' });
export type InteractionKind = z.infer<typeof InteractionKind>;

export const Interaction = z
  .object({
    buyer_id: text(120).meta({ description: "The tenant's own id of the buyer" }),
    kind: InteractionKind,
    product_id: text(64).optional(),
    sku: text(120).optional(),
    event_id: text(120)
      .optional()
      .meta({ description: 'Chosen by the sender: an event sent again under the same id counts once' }),
    occurred_at: Timestamp.optional().meta({ description: 'Default: now' }),
  })
  .refine((event) => (event.product_id === undefined) !== (event.sku === undefined), {
    error: 'give exactly one of product_id or sku',
  })
  .meta({ id: 'Interaction' });
export type Interaction = z.infer<typeof Interaction>;

export const InteractionsRequest = z.object({ events: z.array(Interaction).min(1).max(1000) }).meta({
  id: 'InteractionsRequest',
  examples: [{ events: [{ buyer_id: 'buyer-17', kind: 'order', sku: 'VF-500', occurred_at: '2026-03-02T08:15:00Z' }] }],
});
export type InteractionsRequest = z.infer<typeof InteractionsRequest>;

export const InteractionsResponse = z
  .object({
    accepted: z.int().meta({ description: 'Events stored now' }),
    repeated: z.int().meta({ description: 'Events that had been stored before under the same event_id' }),
    unknown_products: z.array(z.string()).meta({ description: 'Ids or skus the catalogue does not have; not stored' }),
  })
  .meta({ id: 'InteractionsResponse', examples: [{ accepted: 1, repeated: 0, unknown_products: [] }] });
export type InteractionsResponse = z.infer<typeof InteractionsResponse>;
