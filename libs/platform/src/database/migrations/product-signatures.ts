import type { QueryRunner } from 'typeorm';
import { embeddingDimensions } from './embedding-dimensions.js';
import { FILTER_COLUMNS, PARTITIONS } from './filter-columns.js';
import { tenantTable } from './tenant-table.js';

/**
 * Of each vector one bit per dimension, its sign, with what filters ask beside it: a sixth of the size of the vectors, so that tens of
 * thousands of products that pass a filter can be looked through in the time in which a few hundred whole vectors are read. How many
 * bits two signatures share says about how near the vectors are; the nearest by that are compared by their vectors.
 */
export async function createProductSignatures(runner: QueryRunner): Promise<void> {
  const dimensions = String(await embeddingDimensions(runner));
  const columns = ['tenant_id', 'product_id', ...FILTER_COLUMNS].join(', ');
  const folded = FILTER_COLUMNS.map((column) => (FOLDED.has(column) ? `lower(${column})` : column));
  const made = ['tenant_id', 'product_id', ...folded, `binary_quantize(embedding)::bit(${dimensions})`].join(', ');
  await runner.query(`
    CREATE TABLE product_signatures (
      tenant_id text NOT NULL,
      product_id text NOT NULL,
      category text,
      brand text,
      origin text,
      price_currency text,
      price_amount numeric(18, 6),
      min_order_quantity bigint,
      document_id text,
      signature bit(${dimensions}) NOT NULL
    ) PARTITION BY HASH (tenant_id)`);
  for (let remainder = 0; remainder < PARTITIONS; remainder += 1) {
    await runner.query(
      `CREATE TABLE product_signatures_${String(remainder).padStart(2, '0')} PARTITION OF product_signatures
       FOR VALUES WITH (MODULUS ${String(PARTITIONS)}, REMAINDER ${String(remainder)}) WITH (fillfactor = 90)`,
    );
  }
  await runner.query(`INSERT INTO product_signatures (${columns}, signature) SELECT ${made} FROM product_vectors`);
  await runner.query(`ALTER TABLE product_signatures ADD PRIMARY KEY (tenant_id, product_id)`);
  await createFilterIndexes(runner);
  await tenantTable(runner, 'product_signatures');

  await runner.query(`
    CREATE FUNCTION sign_vectors() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO product_signatures (${columns}, signature) SELECT ${made} FROM new_rows
        ON CONFLICT (tenant_id, product_id) DO UPDATE
        SET (${FILTER_COLUMNS.join(', ')}, signature) =
          ROW (${FILTER_COLUMNS.map((column) => `excluded.${column}`).join(', ')}, excluded.signature);
      RETURN NULL;
    END $$`);
  await runner.query(`
    CREATE FUNCTION unsign_vectors() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      DELETE FROM product_signatures s USING old_rows o WHERE s.tenant_id = o.tenant_id AND s.product_id = o.product_id;
      RETURN NULL;
    END $$`);
  for (const [name, event, rows, work] of [
    ['sign_on_insert', 'INSERT', 'NEW TABLE AS new_rows', 'sign_vectors'],
    ['sign_on_update', 'UPDATE', 'NEW TABLE AS new_rows', 'sign_vectors'],
    ['unsign_on_delete', 'DELETE', 'OLD TABLE AS old_rows', 'unsign_vectors'],
  ] as const) {
    await runner.query(
      `CREATE TRIGGER ${name} AFTER ${event} ON product_vectors REFERENCING ${rows} FOR EACH STATEMENT EXECUTE FUNCTION ${work}()`,
    );
  }
}

/** In lower case, as filters compare them: an index answers for a column, not for a function of one. */
const FOLDED: ReadonlySet<string> = new Set(['category', 'brand', 'origin']);

/**
 * Those of the narrow filters carry all that a look through signatures needs. What passes then lies together: tens of thousands of rows
 * are a few hundred pages of the index instead of nearly every page of the table.
 */
async function createFilterIndexes(runner: QueryRunner): Promise<void> {
  for (const [name, keys, covering] of [
    ['category', ['category', 'origin', 'brand'], true],
    ['brand', ['brand', 'category'], true],
    ['price', ['price_currency', 'price_amount'], true],
    ['origin', ['origin', 'brand'], false],
    ['document', ['document_id'], false],
  ] as const) {
    const rest = [...FILTER_COLUMNS, 'product_id', 'signature'].filter((column) => !keys.some((key) => key === column));
    await runner.query(
      `CREATE INDEX product_signatures_${name} ON product_signatures (tenant_id, ${keys.join(', ')})
       ${covering ? `INCLUDE (${rest.join(', ')})` : ''} ${name === 'document' ? 'WHERE document_id IS NOT NULL' : ''}`,
    );
  }
}

/** Takes them away with what keeps them in step; {@link createProductSignatures} makes them anew from the vectors. */
export async function dropProductSignatures(runner: QueryRunner): Promise<void> {
  for (const trigger of ['sign_on_insert', 'sign_on_update', 'unsign_on_delete'])
    await runner.query(`DROP TRIGGER IF EXISTS ${trigger} ON product_vectors`);
  await runner.query(`DROP FUNCTION IF EXISTS sign_vectors, unsign_vectors`);
  await runner.query(`DROP TABLE IF EXISTS product_signatures`);
}
