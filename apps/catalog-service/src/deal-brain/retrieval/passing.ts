import type { ProductFilters } from '@tradewind/contracts';
import type { EntityManager } from 'typeorm';

/** Those of the ids that exist and pass, in their order. */
export async function passing(
  manager: EntityManager,
  ids: readonly string[],
  filters: ProductFilters,
): Promise<string[]> {
  const [{ sql }] = await manager.query<[{ sql: string }]>(
    `SELECT product_conditions($1::jsonb, 'p.attributes') AS sql`,
    [JSON.stringify(filters)],
  );
  const rows = await manager.query<{ product_id: string }[]>(
    `SELECT p.product_id FROM products p WHERE p.product_id = ANY($1) AND ${sql}`,
    [ids],
  );
  const exist = new Set(rows.map(({ product_id }) => product_id));
  return ids.filter((id) => exist.has(id));
}
