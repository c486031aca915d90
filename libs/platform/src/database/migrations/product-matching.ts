import type { QueryRunner } from 'typeorm';
import { TENANT_ROLE, TENANT_SETTING } from './tenant-table.js';

/** Filters as SQL, and the full-text half of product retrieval. */
export async function createProductMatching(runner: QueryRunner): Promise<void> {
  await createProductConditions(runner);
  await createMatchProducts(runner);
}

/**
 * The filters of the API (`ProductFilters`, as JSON) as a condition over a row `p`, for products, their vectors and their signatures
 * alike. Text filters and attributes take one value or a list of alternatives and ignore case, in the attributes' names as well. A
 * product without a minimum order can be ordered in any quantity; one without a price fits no price range. `attributes` says where a
 * row's attributes are found, `folded` that its texts are in lower case already. In PL/pgSQL, which keeps its plans: as one statement in
 * SQL it was planned anew in every transaction, which took as long as all else a search in a small catalogue does.
 */
export async function createProductConditions(runner: QueryRunner): Promise<void> {
  await runner.query(`DROP FUNCTION IF EXISTS product_conditions(jsonb, text)`);
  await runner.query(`
    CREATE OR REPLACE FUNCTION product_conditions(filters jsonb, attributes text, folded boolean DEFAULT false) RETURNS text
    LANGUAGE plpgsql IMMUTABLE AS $$
    DECLARE
      conditions text[] := '{}';
      name text;
      alternatives jsonb;
      given text;
    BEGIN
      FOREACH name IN ARRAY ARRAY['category', 'brand', 'origin'] LOOP
        CONTINUE WHEN coalesce(filters -> name, 'null') = 'null';
        conditions := conditions || format(
          CASE WHEN folded THEN 'p.%I = ANY (%L::text[])' ELSE 'lower(p.%I) = ANY (%L::text[])' END, name, lowered(filters -> name));
      END LOOP;
      given := filters ->> 'currency';
      IF given IS NOT NULL THEN conditions := conditions || format('p.price_currency = %L', given); END IF;
      given := filters ->> 'price_min';
      IF given IS NOT NULL THEN conditions := conditions || format('p.price_amount >= %L::numeric', given); END IF;
      given := filters ->> 'price_max';
      IF given IS NOT NULL THEN conditions := conditions || format('p.price_amount <= %L::numeric', given); END IF;
      given := filters ->> 'max_min_order_quantity';
      IF given IS NOT NULL THEN conditions := conditions || format('coalesce(p.min_order_quantity, 1) <= %L::bigint', given); END IF;
      given := filters ->> 'document_id';
      IF given IS NOT NULL THEN conditions := conditions || format('p.document_id = %L', given); END IF;
      IF jsonb_typeof(filters -> 'attributes') = 'object' THEN
        FOR name, alternatives IN SELECT a.key, a.value FROM jsonb_each(filters -> 'attributes') a LOOP
          conditions := conditions || format(
            'EXISTS (SELECT FROM jsonb_each_text(%s) t WHERE lower(t.key) = lower(%L) AND lower(btrim(t.value)) = ANY (%L::text[]))',
            attributes, name, lowered(alternatives));
        END LOOP;
      END IF;
      RETURN CASE WHEN conditions = '{}' THEN 'true' ELSE array_to_string(conditions, ' AND ') END;
    END $$`);
  await runner.query(`
    CREATE OR REPLACE FUNCTION lowered(alternatives jsonb) RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $$
    BEGIN
      IF jsonb_typeof(alternatives) <> 'array' THEN RETURN ARRAY[lower(alternatives #>> '{}')]; END IF;
      RETURN ARRAY(SELECT DISTINCT lower(v) FROM jsonb_array_elements_text(alternatives) v);
    END $$`);
}

/** So many times the candidates wanted are read at most for those that pass a filter which the full-text index does not know. */
const READ_PER_CANDIDATE = 4;

/**
 * BM25-like ranking over a bounded candidate set, in one call: the sum over the query's terms of weight × field weight, divided by
 * the dampened length of the title.
 *
 * SECURITY DEFINER because row-level security keeps the tenant role from using the full-text index at all ("@@" is not leakproof):
 * every search would read all of a tenant's rows. The function therefore names the tenant itself, from the same setting. The
 * statement is put together anew each time: planned for the filters it has, and with the score as one expression over constants,
 * which costs a third of joining each candidate with a list of terms. How much of the query a product has is worked out for the
 * best ones only. Nothing but the full-text index is worth using, whatever the planner expects: lexemes are a tenant's own already,
 * so the tenant is checked in a form that no index answers.
 *
 * @param candidates queries that exclude one another; a later one is asked only while the earlier ones have not given enough
 * @param lexemes the terms as they are stored, quoted
 */
export async function createMatchProducts(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE OR REPLACE FUNCTION match_products(
      candidates tsquery[],
      max_candidates integer,
      lexemes text[],
      term_weights double precision[],
      average_title double precision,
      filters jsonb,
      max_results integer
    ) RETURNS TABLE (product_id text, score double precision, matched double precision)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT
    SET jit = off SET work_mem = '16MB' SET enable_seqscan = off ROWS 200 AS $$
    DECLARE
      conditions text := product_conditions(filters, 'p.attributes');
      tiers text;
      scores text;
      matches text;
    BEGIN
      SELECT string_agg(format(
               'SELECT p.product_id, p.terms, p.title_length FROM (
                  SELECT * FROM products p WHERE p.tenant_id || %L = %L AND p.terms @@ %L::tsquery LIMIT %s) p WHERE %s',
               '', current_setting('${TENANT_SETTING}'), c.query, max_candidates * ${String(READ_PER_CANDIDATE)}, conditions),
             ' UNION ALL ' ORDER BY c.tier)
        INTO tiers FROM unnest(candidates) WITH ORDINALITY AS c (query, tier);
      SELECT string_agg(format(
               'CASE WHEN NOT c.terms @@ %L::tsquery THEN 0::float8 WHEN c.terms @@ %L::tsquery THEN %L::float8 '
               'WHEN c.terms @@ %L::tsquery THEN %L::float8 ELSE %L::float8 END',
               t.lexeme, t.lexeme || ':A', t.weight, t.lexeme || ':B', t.weight * 0.6, t.weight * 0.3), ' + '),
             string_agg(format('CASE WHEN b.terms @@ %L::tsquery THEN %L::float8 ELSE 0::float8 END', t.lexeme, t.weight), ' + ')
        INTO scores, matches FROM unnest(lexemes, term_weights) AS t (lexeme, weight);
      RETURN QUERY EXECUTE format($statement$
        WITH candidate AS (SELECT * FROM (%s) t LIMIT $1), best AS (
          SELECT c.product_id, c.terms, (%s) / (1 + 0.9::float8 * (0.6::float8 + 0.4::float8 * c.title_length / $2)) AS score
          FROM candidate c
          ORDER BY 3 DESC, 1
          LIMIT $3
        )
        SELECT b.product_id, b.score, %s FROM best b ORDER BY b.score DESC, b.product_id
      $statement$, tiers, scores, matches)
      USING max_candidates, average_title, max_results;
    END $$`);
  await runner.query(`REVOKE ALL ON FUNCTION match_products FROM PUBLIC`);
  await runner.query(`GRANT EXECUTE ON FUNCTION match_products TO ${TENANT_ROLE}`);
}
