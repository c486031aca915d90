import type { QueryRunner } from 'typeorm';
import { TENANT_SETTING } from './tenant-table.js';

/** Any number; the other half of the lock is the tenant's. */
const LOCK_CLASS = 7_201_984;

/** Writers of one tenant's products take turns from their first statement on, and its term statistics can be made anew. */
export async function createTermMaintenance(runner: QueryRunner): Promise<void> {
  // The statistics make a tenant's writers wait for one another anyway. Waiting before any product is locked, and not after, is what
  // keeps two transactions of several statements each from waiting for each other.
  await runner.query(`
    CREATE FUNCTION take_turns() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      tenant text := current_setting('${TENANT_SETTING}', true);
    BEGIN
      IF tenant <> '' THEN PERFORM pg_advisory_xact_lock(${String(LOCK_CLASS)}, hashtext(tenant)); END IF;
      RETURN NULL;
    END $$`);
  await runner.query(`
    CREATE TRIGGER take_turns BEFORE INSERT OR UPDATE OR DELETE ON products
    FOR EACH STATEMENT EXECUTE FUNCTION take_turns()`);

  // For the owner of the tables: after a bulk load past the triggers, or when in doubt.
  await runner.query(`
    CREATE FUNCTION rebuild_product_statistics(tenant text) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock(${String(LOCK_CLASS)}, hashtext(tenant));
      DELETE FROM product_statistics s WHERE s.tenant_id = tenant;
      DELETE FROM product_terms t WHERE t.tenant_id = tenant;
      INSERT INTO product_statistics (tenant_id, products, title_terms)
        SELECT tenant, count(*), sum(p.title_length) FROM products p WHERE p.tenant_id = tenant HAVING count(*) > 0;
      INSERT INTO product_terms (tenant_id, term, products)
        SELECT tenant, substr(lexeme, 5), count(*)
        FROM products p, unnest(tsvector_to_array(p.terms)) AS lexeme
        WHERE p.tenant_id = tenant GROUP BY lexeme;
    END $$`);
  await runner.query(`REVOKE ALL ON FUNCTION rebuild_product_statistics FROM PUBLIC`);
}
