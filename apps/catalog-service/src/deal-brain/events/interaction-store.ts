import { Injectable } from '@nestjs/common';
import type { Interaction, InteractionsResponse } from '@tradewind/contracts';
import { Database, newId } from '@tradewind/platform';
import { currentScope } from '@tradewind/upstream';
import type { EntityManager } from 'typeorm';

/** After this many days an interaction says half as much. */
const HALF_LIFE_DAYS = 60;
/** A buyer's latest interactions are enough to know what they look for. */
const MAX_READ = 500;

/** How much each kind says about what a buyer wants. */
const WEIGHTS: Record<Interaction['kind'], number> = { view: 1, save: 3, inquiry: 5, order: 8 };
const WEIGHT = `CASE kind ${Object.entries(WEIGHTS)
  .map(([kind, weight]) => `WHEN '${kind}' THEN ${String(weight)}`)
  .join(' ')} END`;

export interface Companion {
  productId: string;
  /** Buyers who asked for, saved or ordered both products. */
  buyers: number;
}

/** What a tenant's buyers did with its products. */
@Injectable()
export class InteractionStore {
  constructor(private readonly database: Database) {}

  /** Stores events of products that exist, each event_id once. One transaction. */
  async record(events: readonly Interaction[]): Promise<InteractionsResponse> {
    const { tenantId } = currentScope();
    return this.database.tenant(async (manager) => {
      const idOf = await productIds(manager, events);
      const known = events.flatMap((event) => {
        const productId = idOf.get(keyOf(event));
        return productId === undefined ? [] : [{ ...event, productId }];
      });
      const stored = await manager.query<unknown[]>(
        `INSERT INTO buyer_events (tenant_id, event_id, buyer_id, product_id, kind, occurred_at)
         SELECT $1, e.event_id, e.buyer_id, e.product_id, e.kind, coalesce(e.occurred_at, now())
         FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
           AS e (event_id, buyer_id, product_id, kind, occurred_at)
         ORDER BY e.event_id
         ON CONFLICT (tenant_id, event_id) DO NOTHING RETURNING event_id`,
        [
          tenantId,
          known.map(({ event_id }) => event_id ?? newId('evt')),
          known.map(({ buyer_id }) => buyer_id),
          known.map(({ productId }) => productId),
          known.map(({ kind }) => kind),
          known.map(({ occurred_at }) => occurred_at ?? null),
        ],
      );
      const unknown = events
        .filter((event) => !idOf.has(keyOf(event)))
        .map(({ product_id, sku }) => product_id ?? sku ?? '');
      return {
        accepted: stored.length,
        repeated: known.length - stored.length,
        unknown_products: [...new Set(unknown)],
      };
    });
  }

  /** The products a buyer is after, by the weight and age of what they did with them. */
  async productsOf(buyerId: string, limit: number): Promise<string[]> {
    const rows = await this.database.tenant((manager) =>
      manager.query<{ product_id: string }[]>(
        `SELECT e.product_id
         FROM (SELECT product_id, kind, occurred_at FROM buyer_events WHERE buyer_id = $1 ORDER BY occurred_at DESC LIMIT $2) e
         GROUP BY e.product_id
         ORDER BY sum((${WEIGHT}) * power(0.5, greatest(0, extract(epoch FROM now() - occurred_at)) / 86400 / $3::float8)) DESC,
           e.product_id
         LIMIT $4`,
        [buyerId, MAX_READ, HALF_LIFE_DAYS, limit],
      ),
    );
    return rows.map(({ product_id }) => product_id);
  }

  /** What buyers who wanted a product also wanted, most buyers first. Looks only do not count. */
  async companionsOf(productId: string, limit: number): Promise<Companion[]> {
    const rows = await this.database.tenant((manager) =>
      manager.query<{ product_id: string; buyers: number }[]>(
        `SELECT other.product_id, count(DISTINCT other.buyer_id)::integer AS buyers
         FROM (SELECT DISTINCT buyer_id FROM buyer_events WHERE product_id = $1 AND kind <> 'view' LIMIT $3) wanted
         JOIN buyer_events other ON other.buyer_id = wanted.buyer_id AND other.product_id <> $1 AND other.kind <> 'view'
         GROUP BY other.product_id ORDER BY buyers DESC, other.product_id LIMIT $2`,
        [productId, limit, MAX_READ],
      ),
    );
    return rows.map(({ product_id, buyers }) => ({ productId: product_id, buyers }));
  }
}

/** Key of an event's product → its id, for those that exist. */
async function productIds(manager: EntityManager, events: readonly Interaction[]): Promise<Map<string, string>> {
  const rows = await manager.query<{ product_id: string; sku: string }[]>(
    `SELECT product_id, sku FROM products WHERE product_id = ANY($1) OR sku = ANY($2)`,
    [events.flatMap(({ product_id }) => product_id ?? []), events.flatMap(({ sku }) => sku ?? [])],
  );
  return new Map(
    rows.flatMap(({ product_id, sku }): [string, string][] => [
      [keyOf({ product_id }), product_id],
      [keyOf({ sku }), product_id],
    ]),
  );
}

function keyOf({ product_id, sku }: Pick<Interaction, 'product_id' | 'sku'>): string {
  return product_id === undefined ? `sku\n${sku ?? ''}` : `id\n${product_id}`;
}
