import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createMatchProducts, createVectors } from './0003-deal-brain.js';
import { embeddingDimensions } from './embedding-dimensions.js';
import { FILTER_COLUMNS, PARTITIONS } from './filter-columns.js';
import { createNearestIndex } from './nearest-index.js';
import { createProductMatching } from './product-matching.js';
import { createProductNeighbours } from './product-neighbours.js';
import { createTermMaintenance } from './term-maintenance.js';
import { tenantTable } from './tenant-table.js';

/**
 * Retrieval for millions of products: vectors in partitions by tenant with what filters ask beside them, one description of filters
 * for text and vectors, writers that take turns, and statistics that can be made anew.
 */
export class ProductRetrieval0010 implements MigrationInterface {
  readonly name = 'ProductRetrieval1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    await partitionVectors(runner);
    await carryFilters(runner);
    await createTermMaintenance(runner);
    await runner.query(`DROP FUNCTION match_products`);
    await createProductMatching(runner);
    await createProductNeighbours(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `DROP FUNCTION nearest_products, nearest_products_by_index, match_products, product_conditions, lowered`,
    );
    await runner.query(`DROP TRIGGER take_turns ON products`);
    await runner.query(`DROP TRIGGER carry_filters ON products`);
    await runner.query(`DROP FUNCTION take_turns, carry_filters, rebuild_product_statistics`);
    await runner.query(`ALTER TABLE product_vectors RENAME TO product_vectors_partitioned`);
    await runner.query(`DROP TABLE product_vector_queue`);
    await createVectors(runner);
    await runner.query(
      `INSERT INTO product_vectors SELECT tenant_id, product_id, text_hash, embedding FROM product_vectors_partitioned`,
    );
    await runner.query(`DROP TABLE product_vectors_partitioned`);
    await runner.query(
      `INSERT INTO product_vector_queue (tenant_id, product_id) SELECT tenant_id, product_id FROM products
       EXCEPT SELECT tenant_id, product_id FROM product_vectors`,
    );
    await createMatchProducts(runner);
  }
}

async function partitionVectors(runner: QueryRunner): Promise<void> {
  await runner.query(`ALTER TABLE product_vectors RENAME TO product_vectors_before`);
  await runner.query(`ALTER INDEX product_vectors_pkey RENAME TO product_vectors_before_pkey`);
  await runner.query(`
    CREATE TABLE product_vectors (
      tenant_id text NOT NULL,
      product_id text NOT NULL,
      text_hash text NOT NULL,
      embedding halfvec(${String(await embeddingDimensions(runner))}) NOT NULL,
      category text,
      brand text,
      origin text,
      price_currency text,
      price_amount numeric(18, 6),
      min_order_quantity bigint,
      document_id text
    ) PARTITION BY HASH (tenant_id)`);
  for (let remainder = 0; remainder < PARTITIONS; remainder += 1) {
    // Room in each page lets a changed price be written without touching an index.
    await runner.query(
      `CREATE TABLE product_vectors_${String(remainder).padStart(2, '0')} PARTITION OF product_vectors
       FOR VALUES WITH (MODULUS ${String(PARTITIONS)}, REMAINDER ${String(remainder)}) WITH (fillfactor = 85)`,
    );
  }
  const filters = FILTER_COLUMNS.join(', ');
  await runner.query(
    `INSERT INTO product_vectors (tenant_id, product_id, text_hash, embedding, ${filters})
     SELECT v.tenant_id, v.product_id, v.text_hash, v.embedding, ${filters}
     FROM product_vectors_before v JOIN products USING (tenant_id, product_id)`,
  );
  await runner.query(`DROP TABLE product_vectors_before`);
  await runner.query(`ALTER TABLE product_vectors ADD PRIMARY KEY (tenant_id, product_id)`);
  await runner.query(
    `ALTER TABLE product_vectors ADD FOREIGN KEY (tenant_id, product_id) REFERENCES products ON DELETE CASCADE`,
  );
  // A narrow filter is read through these and compared exactly; a wide one is checked along the nearest-neighbour scan. Of filters that
  // come together the second one is checked in the index: each row it saves is a page that need not be read.
  const [category, brand, origin] = ['lower(category)', 'lower(brand)', 'lower(origin)'] as const;
  for (const [name, columns] of [
    ['category', [category, origin, brand]],
    ['brand', [brand, category]],
    ['origin', [origin, brand]],
  ] as const) {
    await runner.query(`CREATE INDEX product_vectors_${name} ON product_vectors (tenant_id, ${columns.join(', ')})`);
  }
  await runner.query(`CREATE INDEX product_vectors_price ON product_vectors (tenant_id, price_currency, price_amount)`);
  await runner.query(
    `CREATE INDEX product_vectors_document ON product_vectors (tenant_id, document_id) WHERE document_id IS NOT NULL`,
  );
  await createNearestIndex(runner, 'product_vectors_nearest', 'product_vectors', 'embedding');
  await tenantTable(runner, 'product_vectors');
}

/** A product whose price or category changes keeps its vector: the copy of what filters ask follows by itself. */
async function carryFilters(runner: QueryRunner): Promise<void> {
  const values = (alias: string): string => FILTER_COLUMNS.map((column) => `${alias}.${column}`).join(', ');
  await runner.query(`
    CREATE FUNCTION carry_filters() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE product_vectors v SET (${FILTER_COLUMNS.join(', ')}) = ROW (${values('n')})
      FROM new_rows n
      WHERE v.tenant_id = n.tenant_id AND v.product_id = n.product_id
        AND (${values('v')}) IS DISTINCT FROM (${values('n')});
      RETURN NULL;
    END $$`);
  await runner.query(`
    CREATE TRIGGER carry_filters AFTER UPDATE ON products REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION carry_filters()`);
}
