import type { MigrationInterface, QueryRunner } from 'typeorm';
import { embeddingDimensions } from './embedding-dimensions.js';
import { createNearestIndex } from './nearest-index.js';
import { TENANT_SETTING, tenantTable } from './tenant-table.js';

/** The product catalogue, its vectors, its per-tenant term statistics and the function that searches it. */
export class DealBrain0003 implements MigrationInterface {
  readonly name = 'DealBrain1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await createProducts(runner);
    await createVectors(runner);
    await createTermStatistics(runner);
    await createMatchProducts(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP FUNCTION match_products`);
    await runner.query(`DROP TABLE product_vector_queue, product_vectors, products, product_terms, product_statistics`);
    for (const { event } of TERM_CHANGES) await runner.query(`DROP FUNCTION count_terms_on_${event}`);
  }
}

async function createProducts(runner: QueryRunner): Promise<void> {
  // Lexemes in "terms" begin with four characters that stand for the tenant, so that an index entry lists one tenant's rows only.
  // toast_tuple_target keeps "terms" in the row and uncompressed: scoring reads it once per query term.
  await runner.query(`
    CREATE TABLE products (
      tenant_id text NOT NULL,
      product_id text NOT NULL,
      sku text NOT NULL,
      name text NOT NULL,
      brand text,
      model text,
      category text,
      description text,
      attributes jsonb NOT NULL DEFAULT '{}',
      price_amount numeric(18, 6),
      price_currency text,
      min_order_quantity bigint,
      origin text,
      document_id text,
      page integer,
      terms tsvector NOT NULL,
      title_length integer NOT NULL,
      created_at timestamptz NOT NULL DEFAULT now(),
      updated_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, product_id),
      UNIQUE (tenant_id, sku),
      CHECK ((price_amount IS NULL) = (price_currency IS NULL)),
      CHECK ((document_id IS NULL) = (page IS NULL))
    ) WITH (toast_tuple_target = 8160)`);
  await runner.query(`CREATE INDEX products_terms ON products USING gin (terms)`);
  await runner.query(
    `CREATE INDEX products_document ON products (tenant_id, document_id) WHERE document_id IS NOT NULL`,
  );
  await tenantTable(runner, 'products');
}

export async function createVectors(runner: QueryRunner): Promise<void> {
  // Apart from the products, so that a vector which comes later does not rewrite the row and its full-text index.
  await runner.query(`
    CREATE TABLE product_vectors (
      tenant_id text NOT NULL,
      product_id text NOT NULL,
      text_hash text NOT NULL,
      embedding halfvec(${await embeddingDimensions(runner)}) NOT NULL,
      PRIMARY KEY (tenant_id, product_id),
      FOREIGN KEY (tenant_id, product_id) REFERENCES products ON DELETE CASCADE
    )`);
  await createNearestIndex(runner, 'product_vectors_nearest', 'product_vectors', 'embedding');
  await tenantTable(runner, 'product_vectors');

  await runner.query(`
    CREATE TABLE product_vector_queue (
      tenant_id text NOT NULL,
      product_id text NOT NULL,
      not_before timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (tenant_id, product_id),
      FOREIGN KEY (tenant_id, product_id) REFERENCES products ON DELETE CASCADE
    )`);
  await tenantTable(runner, 'product_vector_queue');
}

async function createTermStatistics(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE product_statistics (
      tenant_id text PRIMARY KEY,
      products bigint NOT NULL,
      title_terms bigint NOT NULL
    )`);
  await tenantTable(runner, 'product_statistics');
  // Collation "C": the type-ahead and spelling look-ups are ranges of bytes.
  await runner.query(`
    CREATE TABLE product_terms (
      tenant_id text NOT NULL,
      term text COLLATE "C" NOT NULL,
      products integer NOT NULL,
      PRIMARY KEY (tenant_id, term)
    ) WITH (fillfactor = 80)`);
  await tenantTable(runner, 'product_terms');

  for (const change of TERM_CHANGES) await countTermsOn(runner, change);
}

/** What each kind of statement adds to and takes from the statistics. */
const TERM_CHANGES = [
  { event: 'insert', referencing: 'NEW TABLE AS new_rows', rows: `SELECT *, 1 AS change FROM new_rows` },
  { event: 'delete', referencing: 'OLD TABLE AS old_rows', rows: `SELECT *, -1 AS change FROM old_rows` },
  {
    event: 'update',
    referencing: 'OLD TABLE AS old_rows NEW TABLE AS new_rows',
    rows: `SELECT *, 1 AS change FROM new_rows UNION ALL SELECT *, -1 AS change FROM old_rows`,
  },
] as const;

/**
 * The statistics are kept by the statements that change products, whoever issues them. The row of product_statistics is written
 * first and so is the lock under which a tenant's writers take turns: no deadlock over terms, no race inside MERGE.
 */
async function countTermsOn(
  runner: QueryRunner,
  { event, referencing, rows }: (typeof TERM_CHANGES)[number],
): Promise<void> {
  await runner.query(`
    CREATE FUNCTION count_terms_on_${event}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO product_statistics AS s (tenant_id, products, title_terms)
        SELECT tenant_id, sum(change), sum(change * title_length) FROM (${rows}) r GROUP BY tenant_id ORDER BY tenant_id
        ON CONFLICT (tenant_id) DO UPDATE
          SET products = s.products + excluded.products, title_terms = s.title_terms + excluded.title_terms;
      MERGE INTO product_terms t
        USING (
          SELECT tenant_id, substr(lexeme, 5) AS term, sum(change)::integer AS products
          FROM (${rows}) r, unnest(tsvector_to_array(terms)) AS lexeme
          GROUP BY 1, 2 HAVING sum(change) <> 0
        ) d ON t.tenant_id = d.tenant_id AND t.term = d.term
        WHEN MATCHED AND t.products + d.products = 0 THEN DELETE
        WHEN MATCHED THEN UPDATE SET products = t.products + d.products
        WHEN NOT MATCHED THEN INSERT (tenant_id, term, products) VALUES (d.tenant_id, d.term, d.products);
      RETURN NULL;
    END $$`);
  await runner.query(`
    CREATE TRIGGER count_terms_on_${event} AFTER ${event} ON products REFERENCING ${referencing}
    FOR EACH STATEMENT EXECUTE FUNCTION count_terms_on_${event}()`);
}

/**
 * BM25-like ranking over a bounded candidate set, in one call.
 *
 * SECURITY DEFINER because row-level security keeps the tenant role from using the full-text index at all ("@@" is not leakproof):
 * every search would read all of a tenant's rows. The function therefore names the tenant itself, from the same setting.
 */
export async function createMatchProducts(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION match_products(
      candidates tsquery,
      max_candidates integer,
      terms_any tsquery[],
      terms_title tsquery[],
      terms_facts tsquery[],
      term_weights double precision[],
      average_title double precision,
      only_category text,
      only_brand text,
      only_origin text,
      only_currency text,
      price_min numeric,
      price_max numeric,
      order_quantity bigint,
      only_document text,
      max_results integer
    ) RETURNS TABLE (product_id text, score double precision, matched double precision)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT ROWS 200 AS $$
      WITH candidate AS (
        SELECT p.product_id, p.terms, p.title_length
        FROM products p
        WHERE p.tenant_id = current_setting('${TENANT_SETTING}')
          AND p.terms @@ candidates
          AND (only_category IS NULL OR lower(p.category) = lower(only_category))
          AND (only_brand IS NULL OR lower(p.brand) = lower(only_brand))
          AND (only_origin IS NULL OR lower(p.origin) = lower(only_origin))
          AND (only_currency IS NULL OR p.price_currency = only_currency)
          AND (match_products.price_min IS NULL OR p.price_amount >= match_products.price_min)
          AND (match_products.price_max IS NULL OR p.price_amount <= match_products.price_max)
          AND (order_quantity IS NULL OR coalesce(p.min_order_quantity, 1) <= order_quantity)
          AND (only_document IS NULL OR p.document_id = only_document)
        LIMIT max_candidates
      )
      SELECT c.product_id,
             hit.score / (1 + 0.9 * (0.6 + 0.4 * c.title_length / average_title)) AS score,
             hit.matched
      FROM candidate c
      CROSS JOIN LATERAL (
        SELECT sum(CASE WHEN NOT c.terms @@ t.anywhere THEN 0
                        WHEN c.terms @@ t.title THEN t.weight
                        WHEN c.terms @@ t.facts THEN t.weight * 0.6
                        ELSE t.weight * 0.3 END) AS score,
               sum(CASE WHEN c.terms @@ t.anywhere THEN t.weight ELSE 0 END) AS matched
        FROM unnest(terms_any, terms_title, terms_facts, term_weights) AS t (anywhere, title, facts, weight)
      ) hit
      ORDER BY score DESC, c.product_id
      LIMIT max_results
    $$`);
  await runner.query(`REVOKE ALL ON FUNCTION match_products FROM PUBLIC`);
  await runner.query(`GRANT EXECUTE ON FUNCTION match_products TO tradewind_app`);
}
