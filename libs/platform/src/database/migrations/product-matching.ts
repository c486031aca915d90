import type { QueryRunner } from 'typeorm';
import { TENANT_ROLE, TENANT_SETTING } from './tenant-table.js';

/** Filters as SQL, and the full-text half of product retrieval. */
export async function createProductMatching(runner: QueryRunner): Promise<void> {
  await createProductConditions(runner);
  await createMatchProducts(runner);
}

/**
 * The filters of the API (`ProductFilters`, as JSON) as a condition over a row `p`, for products and for their vectors alike. Text
 * filters and attributes take one value or a list of alternatives and ignore case, in the attributes' names as well. A product without a minimum order can be ordered in any
 * quantity; one without a price fits no price range. `attributes` says where a row's attributes are found.
 */
export async function createProductConditions(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE OR REPLACE FUNCTION product_conditions(filters jsonb, attributes text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
      WITH alternatives AS (
        SELECT f.name, array_agg(DISTINCT lower(v.value)) AS values
        FROM jsonb_each(filters) f (name, value),
             jsonb_array_elements_text(CASE jsonb_typeof(f.value) WHEN 'array' THEN f.value ELSE jsonb_build_array(f.value) END) v
        WHERE f.name IN ('category', 'brand', 'origin') AND f.value <> 'null' GROUP BY f.name
      ), condition (text) AS (
        SELECT format('lower(p.%I) = ANY (%L::text[])', a.name, a.values) FROM alternatives a
        UNION ALL SELECT format('p.price_currency = %L', filters ->> 'currency') WHERE filters ->> 'currency' IS NOT NULL
        UNION ALL SELECT format('p.price_amount >= %L::numeric', filters ->> 'price_min') WHERE filters ->> 'price_min' IS NOT NULL
        UNION ALL SELECT format('p.price_amount <= %L::numeric', filters ->> 'price_max') WHERE filters ->> 'price_max' IS NOT NULL
        UNION ALL SELECT format('coalesce(p.min_order_quantity, 1) <= %L::bigint', filters ->> 'max_min_order_quantity')
          WHERE filters ->> 'max_min_order_quantity' IS NOT NULL
        UNION ALL SELECT format('p.document_id = %L', filters ->> 'document_id') WHERE filters ->> 'document_id' IS NOT NULL
        UNION ALL SELECT format(
            'EXISTS (SELECT FROM jsonb_each_text(%s) t WHERE lower(t.key) = lower(%L) AND lower(btrim(t.value)) = ANY (%L::text[]))',
            attributes, a.key, ARRAY(SELECT lower(v) FROM jsonb_array_elements_text(
              CASE jsonb_typeof(a.value) WHEN 'array' THEN a.value ELSE jsonb_build_array(a.value) END) v))
          FROM jsonb_each(CASE jsonb_typeof(filters -> 'attributes') WHEN 'object' THEN filters -> 'attributes' ELSE '{}' END) a
      )
      SELECT coalesce(string_agg(text, ' AND '), 'true') FROM condition
    $$`);
}

/**
 * BM25-like ranking over a bounded candidate set, in one call: the sum over the query's terms of weight × field weight, divided by
 * the dampened length of the title.
 *
 * SECURITY DEFINER because row-level security keeps the tenant role from using the full-text index at all ("@@" is not leakproof):
 * every search would read all of a tenant's rows. The function therefore names the tenant itself, from the same setting. The
 * statement is put together anew each time, so that it is planned for the filters it has.
 */
async function createMatchProducts(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION match_products(
      candidates tsquery,
      max_candidates integer,
      terms_any tsquery[],
      terms_title tsquery[],
      terms_facts tsquery[],
      term_weights double precision[],
      average_title double precision,
      filters jsonb,
      max_results integer
    ) RETURNS TABLE (product_id text, score double precision, matched double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT SET jit = off ROWS 200 AS $$
    BEGIN
      RETURN QUERY EXECUTE format($statement$
        WITH candidate AS (
          SELECT p.product_id, p.terms, p.title_length
          FROM products p
          WHERE p.tenant_id = %L AND p.terms @@ $1 AND %s
          LIMIT $2
        )
        SELECT c.product_id, hit.score / (1 + 0.9 * (0.6 + 0.4 * c.title_length / $7)), hit.matched
        FROM candidate c
        CROSS JOIN LATERAL (
          SELECT sum(CASE WHEN c.terms @@ t.title THEN t.weight WHEN c.terms @@ t.facts THEN t.weight * 0.6 ELSE t.weight * 0.3 END) AS score,
                 sum(t.weight) AS matched
          FROM unnest($3, $4, $5, $6) AS t (anywhere, title, facts, weight)
          WHERE c.terms @@ t.anywhere
        ) hit
        ORDER BY 2 DESC NULLS LAST, 1
        LIMIT $8
      $statement$, current_setting('${TENANT_SETTING}'), product_conditions(filters, 'p.attributes'))
      USING candidates, max_candidates, terms_any, terms_title, terms_facts, term_weights, average_title, max_results;
    END $$`);
  await runner.query(`REVOKE ALL ON FUNCTION match_products FROM PUBLIC`);
  await runner.query(`GRANT EXECUTE ON FUNCTION match_products TO ${TENANT_ROLE}`);
}
