import { Injectable } from '@nestjs/common';
import type { FacetName, Facets, FacetValue, SearchResponse } from '@tradewind/contracts';
import type { EntityManager } from 'typeorm';
import { MAX_CANDIDATES } from '../retrieval/candidate-query.js';
import { ProductRetriever, type Retrieval } from '../retrieval/product-retriever.js';

const MAX_VALUES = 20;
const MAX_ATTRIBUTES = 10;

export interface Counted {
  facets: Facets;
  total: SearchResponse['total'];
}

/** Counts the values of all matches of a search, at most as many as are ever scored: cost does not grow with the catalogue. */
@Injectable()
export class FacetCounter {
  constructor(private readonly retriever: ProductRetriever) {}

  async count(retrieval: Pick<Retrieval, 'texts' | 'filters'>, names: readonly FacetName[]): Promise<Counted> {
    return this.retriever.withMatches(retrieval, async (manager, ids) => {
      const facets: Facets = {};
      for (const name of names) Object.assign(facets, { [name]: await COUNTS[name](manager, ids) });
      const relation = ids.length >= MAX_CANDIDATES ? 'gte' : 'eq';
      return { facets, total: { value: ids.length, relation } };
    });
  }
}

type Count = (manager: EntityManager, ids: readonly string[]) => Promise<unknown>;

/** Spellings that differ in case are one value, shown as most products write it. */
function valuesOf(column: 'category' | 'brand' | 'origin'): Count {
  return (manager, ids) =>
    manager.query<FacetValue[]>(
      `SELECT mode() WITHIN GROUP (ORDER BY ${column}) AS value, count(*)::integer AS count FROM products
       WHERE product_id = ANY($1) AND ${column} IS NOT NULL
       GROUP BY lower(${column}) ORDER BY count DESC, value LIMIT ${String(MAX_VALUES)}`,
      [ids],
    );
}

const COUNTS: Record<FacetName, Count> = {
  category: valuesOf('category'),
  brand: valuesOf('brand'),
  origin: valuesOf('origin'),
  price: (manager, ids) =>
    manager.query(
      `SELECT price_currency AS currency, count(*)::integer AS count,
         trim_scale(min(price_amount))::text AS min, trim_scale(max(price_amount))::text AS max
       FROM products WHERE product_id = ANY($1) AND price_currency IS NOT NULL
       GROUP BY price_currency ORDER BY count DESC, currency LIMIT ${String(MAX_VALUES)}`,
      [ids],
    ),
  attributes: async (manager, ids) => {
    const rows = await manager.query<{ name: string; value: string; count: number }[]>(
      `WITH pair AS (
         SELECT a.key, btrim(a.value) AS value FROM products p, jsonb_each_text(p.attributes) a
         WHERE p.product_id = ANY($1) AND btrim(a.value) <> ''
       ), name AS (
         SELECT lower(key) AS key, mode() WITHIN GROUP (ORDER BY key) AS name, count(*) AS products
         FROM pair GROUP BY 1 ORDER BY products DESC, name LIMIT ${String(MAX_ATTRIBUTES)}
       ), value AS (
         SELECT n.name, n.products, mode() WITHIN GROUP (ORDER BY value) AS value, count(*)::integer AS count,
           row_number() OVER (PARTITION BY n.name ORDER BY count(*) DESC, lower(value)) AS place
         FROM pair JOIN name n ON n.key = lower(pair.key) GROUP BY n.name, n.products, lower(value)
       )
       SELECT name, value, count FROM value WHERE place <= ${String(MAX_VALUES)} ORDER BY products DESC, name, place`,
      [ids],
    );
    const byName = new Map<string, FacetValue[]>();
    for (const { name, value, count } of rows) byName.set(name, [...(byName.get(name) ?? []), { value, count }]);
    return [...byName].map(([name, values]) => ({ name, values }));
  },
};
