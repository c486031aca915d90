import type { SqlReader } from '@tradewind/platform';

/** What a tenant's catalogue knows about some terms. */
export interface CatalogueStatistics {
  products: number;
  /** Average number of tokens in a title; at least 1. */
  averageTitle: number;
  /** Term → products of the tenant that contain it, for those asked for that it has. */
  counts: ReadonlyMap<string, number>;
}

/**
 * Sizes of the catalogue and how frequent the terms are, in one statement. Terms are compared for equality or range only, which
 * row-level security lets the primary key answer.
 */
export async function catalogueStatistics(reader: SqlReader, terms: readonly string[]): Promise<CatalogueStatistics> {
  const [row] = await reader.query<{ products: string; title_terms: string; counts: Record<string, number> | null }[]>(
    `SELECT s.products, s.title_terms,
       (SELECT json_object_agg(t.term, t.products) FROM product_terms t WHERE t.term = ANY($1)) AS counts
     FROM product_statistics s`,
    [terms],
  );
  const products = Number(row?.products ?? 0);
  return {
    products,
    averageTitle: Math.max(1, Number(row?.title_terms ?? 0) / Math.max(1, products)),
    counts: new Map(Object.entries(row?.counts ?? {})),
  };
}

/** Term → products of the tenant that contain it, for the terms it has. */
export async function countsOf(reader: SqlReader, terms: readonly string[]): Promise<Map<string, number>> {
  return toCounts(await reader.query(`SELECT term, products FROM product_terms WHERE term = ANY($1)`, [terms]));
}

/** The same for the terms that begin with a prefix. U+10FFFF sorts after every character a term can have. */
export async function countsInRange(reader: SqlReader, prefix: string, limit: number): Promise<Map<string, number>> {
  return toCounts(
    await reader.query(
      `SELECT term, products FROM product_terms WHERE term >= $1 AND term < $2 ORDER BY term LIMIT $3`,
      [prefix, `${prefix}\u{10FFFF}`, limit],
    ),
  );
}

function toCounts(rows: { term: string; products: number }[]): Map<string, number> {
  return new Map(rows.map(({ term, products }) => [term, products]));
}
