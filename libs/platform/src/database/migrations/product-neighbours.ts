import type { QueryRunner } from 'typeorm';
import { embeddingDimensions } from './embedding-dimensions.js';
import { TENANT_ROLE, TENANT_SETTING } from './tenant-table.js';

/** A look at about this many of the tenant's rows tells how narrow a filter is. */
const SAMPLED_ROWS = 500;
/** Rows along the index after which it has lost its way: what passes the filter is not near. */
const MAX_SCANNED = 2000;
/** Attributes stand with the products only, whose rows are large: so many times fewer are looked through for their sake. */
const ATTRIBUTES_COST = 5;

/**
 * Nearest-neighbour search for one tenant under filters: exactly where that is cheap, by signatures or along the index where it is not.
 *
 * SECURITY DEFINER like `match_products`, and for the same reason: conditions on `lower(…)` and numbers are not leakproof, so under
 * row-level security no index would serve them. Both functions name the tenant themselves.
 */
export async function createProductNeighbours(runner: QueryRunner): Promise<void> {
  await createByIndex(runner);
  await createNearest(runner);
  await runner.query(`REVOKE ALL ON FUNCTION nearest_products_by_index, nearest_products FROM PUBLIC`);
  await runner.query(`GRANT EXECUTE ON FUNCTION nearest_products TO ${TENANT_ROLE}`);
}

/** Apart, for its settings: they hold while it runs and go when it ends. Sorting would read every row that passes; that is the other way. */
async function createByIndex(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE OR REPLACE FUNCTION nearest_products_by_index(
      query halfvec, source text, max_results integer, OUT ids text[], OUT distances double precision[]
    ) LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET jit = off SET enable_sort = off AS $$
    BEGIN
      EXECUTE format(
        'SELECT array_agg(n.product_id), array_agg(n.distance)
         FROM (SELECT p.product_id, p.embedding <=> $1 AS distance %s ORDER BY p.embedding <=> $1 LIMIT $2) n', source)
      INTO ids, distances USING query, max_results;
    END $$`);
}

/**
 * @param exact_up_to products of a tenant up to which all of them are compared
 * @param signed_up_to products that pass the filters up to which their signatures are looked through; also the way when the index
 *   finds too few
 * @param compared how many at least of the nearest by signature are compared by their vectors
 * @param required terms that every product passing the filters has, or null
 */
async function createNearest(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE OR REPLACE FUNCTION nearest_products(
      query halfvec, filters jsonb, required tsquery, max_results integer,
      exact_up_to integer, signed_up_to integer, compared integer, ef_search integer
    ) RETURNS TABLE (product_id text, distance double precision)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET jit = off SET max_parallel_workers_per_gather = 0 ROWS 100 AS $$
    DECLARE
      tenant text := current_setting('${TENANT_SETTING}');
      attributes text := '(SELECT a.attributes FROM products a WHERE a.tenant_id = p.tenant_id AND a.product_id = p.product_id)';
      conditions text := product_conditions(filters, attributes);
      -- The same of the signatures, whose texts are in lower case.
      folded text := product_conditions(filters, attributes, true);
      source text := format('FROM product_vectors p WHERE p.tenant_id = %L AND %s', tenant, conditions);
      -- Attributes have no index of their own, but their words have.
      by_attributes boolean := coalesce(filters -> 'attributes' <> '{}', false) AND required IS NOT NULL;
      products bigint := coalesce((SELECT s.products FROM product_statistics s WHERE s.tenant_id = tenant), 0);
      signed_limit integer := CASE WHEN by_attributes THEN signed_up_to / ${String(ATTRIBUTES_COST)} ELSE signed_up_to END;
      passing bigint := products;
      sampled bigint;
      ids text[];
      distances double precision[];
    BEGIN
      IF products <= exact_up_to THEN
        -- Adding zero hides the order from the index: all that pass are compared. What narrow filters leave is known from the signatures.
        IF filters ?| ARRAY['category', 'brand', 'price_min', 'price_max', 'document_id'] THEN
          source := format('FROM product_signatures p JOIN product_vectors v USING (tenant_id, product_id) WHERE p.tenant_id = %L AND v.tenant_id = %L AND %s',
            tenant, tenant, folded);
        ELSE
          source := format('FROM (SELECT * FROM product_vectors p WHERE p.tenant_id = %L AND %s) v', tenant, conditions);
        END IF;
        RETURN QUERY EXECUTE format(
          'SELECT v.product_id, v.embedding <=> $1 %s ORDER BY (v.embedding <=> $1) + 0 LIMIT $2', source) USING query, max_results;
        RETURN;
      END IF;
      IF conditions <> 'true' THEN
        EXECUTE format(
          'SELECT count(*), count(*) FILTER (WHERE %s) FROM product_signatures p TABLESAMPLE SYSTEM (%s) WHERE p.tenant_id = %L',
          folded, least(100, ${String(SAMPLED_ROWS)} * 100.0 / products), tenant) INTO sampled, passing;
        passing := passing * products / greatest(sampled, 1);
      END IF;
      IF conditions = 'true' OR passing > signed_limit THEN
        PERFORM set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', ef_search::text, true),
          set_config('hnsw.max_scan_tuples', '${String(MAX_SCANNED)}', true);
        IF current_setting('hnsw.iterative_scan') <> 'relaxed_order' THEN RAISE 'hnsw.iterative_scan was not taken'; END IF;
        SELECT n.ids, n.distances INTO ids, distances FROM nearest_products_by_index(query, source, max_results) n;
        IF cardinality(ids) >= max_results THEN
          RETURN QUERY SELECT * FROM unnest(ids, distances) AS n (product_id, distance) ORDER BY n.distance;
          RETURN;
        END IF;
      END IF;
      IF by_attributes THEN
        source := format('FROM products a JOIN product_signatures p USING (tenant_id, product_id) WHERE a.tenant_id = %L AND p.tenant_id = %L AND a.terms @@ $1 AND %s',
          tenant, tenant, product_conditions(filters, 'a.attributes', true));
      ELSE
        source := format('FROM product_signatures p WHERE p.tenant_id = %L AND %s', tenant, folded);
      END IF;
      EXECUTE format('SELECT array_agg(n.product_id) FROM (SELECT p.product_id %s ORDER BY p.signature <~> $2 LIMIT $3) n', source)
        INTO ids USING required, binary_quantize(query)::bit(${String(await embeddingDimensions(runner))}), greatest(compared, passing / 100);
      RETURN QUERY EXECUTE format(
        'SELECT v.product_id, v.embedding <=> $1 FROM product_vectors v WHERE v.tenant_id = %L AND v.product_id = ANY ($3)
         ORDER BY (v.embedding <=> $1) + 0 LIMIT $2', tenant) USING query, max_results, coalesce(ids, '{}');
    END $$`);
}
