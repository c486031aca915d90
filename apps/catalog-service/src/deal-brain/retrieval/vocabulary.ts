import type { EntityManager } from 'typeorm';

export interface CatalogueStatistics {
  products: number;
  /** Average number of tokens in a title; at least 1. */
  averageTitle: number;
}

export async function catalogueStatistics(manager: EntityManager): Promise<CatalogueStatistics> {
  const [row] = await manager.query<{ products: string; title_terms: string }[]>(
    `SELECT products, title_terms FROM product_statistics`,
  );
  const products = Number(row?.products ?? 0);
  return { products, averageTitle: Math.max(1, Number(row?.title_terms ?? 0) / Math.max(1, products)) };
}

/**
 * Term → products of the tenant that contain it, for the terms it has. Compared for equality or range only, which row-level
 * security lets the primary key answer.
 */
export async function countsOf(manager: EntityManager, terms: readonly string[]): Promise<Map<string, number>> {
  return toCounts(await manager.query(`SELECT term, products FROM product_terms WHERE term = ANY($1)`, [terms]));
}

/** The same for the terms that begin with a prefix. U+10FFFF sorts after every character a term can have. */
export async function countsInRange(
  manager: EntityManager,
  prefix: string,
  limit: number,
): Promise<Map<string, number>> {
  return toCounts(
    await manager.query(
      `SELECT term, products FROM product_terms WHERE term >= $1 AND term < $2 ORDER BY term LIMIT $3`,
      [prefix, `${prefix}\u{10FFFF}`, limit],
    ),
  );
}

function toCounts(rows: { term: string; products: number }[]): Map<string, number> {
  return new Map(rows.map(({ term, products }) => [term, products]));
}
