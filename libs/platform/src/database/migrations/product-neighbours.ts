import type { QueryRunner } from 'typeorm';
import { TENANT_ROLE, TENANT_SETTING } from './tenant-table.js';

/** A look at about this many of the tenant's rows tells how narrow a filter is. */
const SAMPLED_ROWS = 500;

/**
 * Nearest-neighbour search for one tenant under filters: exactly where that is cheap, along the index where it is not.
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
    CREATE FUNCTION nearest_products_by_index(
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
 * @param narrow_up_to the same for those that pass the filters, which lie scattered and cost more each
 */
async function createNearest(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION nearest_products(
      query halfvec, filters jsonb, max_results integer, exact_up_to integer, narrow_up_to integer, ef_search integer
    ) RETURNS TABLE (product_id text, distance double precision)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET jit = off SET max_parallel_workers_per_gather = 0 ROWS 100 AS $$
    DECLARE
      tenant text := current_setting('${TENANT_SETTING}');
      conditions text := product_conditions(
        filters, '(SELECT a.attributes FROM products a WHERE a.tenant_id = p.tenant_id AND a.product_id = p.product_id)');
      source text := format('FROM product_vectors p WHERE p.tenant_id = %L AND %s', tenant, conditions);
      products bigint := coalesce((SELECT s.products FROM product_statistics s WHERE s.tenant_id = tenant), 0);
      exact boolean := products <= exact_up_to;
      sampled bigint;
      passing bigint;
      ids text[];
      distances double precision[];
    BEGIN
      IF NOT exact AND conditions <> 'true' THEN
        EXECUTE format(
          'SELECT count(*), count(*) FILTER (WHERE %s) FROM product_vectors p TABLESAMPLE SYSTEM (%s) WHERE p.tenant_id = %L',
          conditions, least(100, ${String(SAMPLED_ROWS)} * 100.0 / products), tenant) INTO sampled, passing;
        exact := sampled > 0 AND passing * products <= narrow_up_to * sampled;
      END IF;
      IF NOT exact THEN
        PERFORM set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', ef_search::text, true);
        IF current_setting('hnsw.iterative_scan') <> 'relaxed_order' THEN RAISE 'hnsw.iterative_scan was not taken'; END IF;
        SELECT n.ids, n.distances INTO ids, distances FROM nearest_products_by_index(query, source, max_results) n;
        -- The scan gives up after hnsw.max_scan_tuples. Whoever exists is found, if it takes longer.
        exact := coalesce(cardinality(ids), 0) < max_results;
      END IF;
      IF exact THEN
        -- Adding zero hides the order from the index: all that pass are compared.
        RETURN QUERY EXECUTE format(
          'SELECT p.product_id, p.embedding <=> $1 %s ORDER BY (p.embedding <=> $1) + 0 LIMIT $2', source) USING query, max_results;
      ELSE
        RETURN QUERY SELECT * FROM unnest(ids, distances) AS n (product_id, distance) ORDER BY n.distance;
      END IF;
    END $$`);
}
