import { newId, type SqlReader } from '@tradewind/platform';
import type { EntityManager } from 'typeorm';
import type { PreparedItem, UpsertedProduct } from './catalogue-item.js';
import { indexTerms } from './index-terms.js';
import { PRODUCT_COLUMNS, type ProductRow } from './product-row.js';

/** sku → hash of the text its stored vector stands for. */
export async function vectorHashes(manager: EntityManager, skus: readonly string[]): Promise<Map<string, string>> {
  const rows = await manager.query<{ sku: string; text_hash: string }[]>(
    `SELECT p.sku, v.text_hash FROM products p JOIN product_vectors v USING (tenant_id, product_id) WHERE p.sku = ANY($1)`,
    [skus],
  );
  return new Map(rows.map(({ sku, text_hash }) => [sku, text_hash]));
}

/** Inserts or replaces products, their vectors, and the queue of vectors still to be made. Each sku at most once. */
export async function writeProducts(
  manager: EntityManager,
  tenantId: string,
  prepared: readonly PreparedItem[],
): Promise<UpsertedProduct[]> {
  const rows = prepared.map((each) => toRecord(each, tenantId));
  // In the order of the skus, so that two writers of the same products wait for each other instead of deadlocking.
  const written = await manager.query<UpsertedProduct[]>(
    `INSERT INTO products AS p (tenant_id, product_id, sku, name, brand, model, category, description, attributes, price_amount,
       price_currency, min_order_quantity, origin, document_id, page, terms, title_length)
     SELECT $1, r.product_id, r.sku, r.name, r.brand, r.model, r.category, r.description, r.attributes, r.price_amount,
       r.price_currency, r.min_order_quantity, r.origin, r.document_id, r.page, r.terms::tsvector, r.title_length
     FROM jsonb_to_recordset($2::jsonb) AS r (product_id text, sku text, name text, brand text, model text, category text,
       description text, attributes jsonb, price_amount numeric, price_currency text, min_order_quantity bigint, origin text,
       document_id text, page integer, terms text, title_length integer)
     ORDER BY r.sku
     ON CONFLICT (tenant_id, sku) DO UPDATE SET
       name = excluded.name, brand = excluded.brand, model = excluded.model, category = excluded.category,
       description = excluded.description, attributes = excluded.attributes, price_amount = excluded.price_amount,
       price_currency = excluded.price_currency, min_order_quantity = excluded.min_order_quantity, origin = excluded.origin,
       document_id = excluded.document_id, page = excluded.page, terms = excluded.terms, title_length = excluded.title_length,
       updated_at = now()
     RETURNING p.product_id, p.sku`,
    [tenantId, JSON.stringify(rows)],
  );
  const idOf = new Map(written.map(({ sku, product_id }) => [sku, product_id]));
  const products = prepared.map(({ item }) => ({ product_id: idOf.get(item.sku) ?? '', sku: item.sku }));
  await writeVectors(
    manager,
    tenantId,
    prepared.map(({ vector, textHash }, index) => ({ productId: products[index]?.product_id ?? '', vector, textHash })),
  );
  return products;
}

export interface ProductVector {
  productId: string;
  /** Null when there is none yet: a stored one of another text goes and the product is queued, one of the same text stays. */
  vector: readonly number[] | null;
  textHash: string;
}

export async function writeVectors(
  manager: EntityManager,
  tenantId: string,
  vectors: readonly ProductVector[],
): Promise<void> {
  const made = vectors.filter(({ vector }) => vector !== null);
  if (made.length > 0) {
    await manager.query(
      `INSERT INTO product_vectors (tenant_id, product_id, text_hash, embedding, category, brand, origin, price_currency,
         price_amount, min_order_quantity, document_id)
       SELECT $1, product_id, m.text_hash, m.embedding, p.category, p.brand, p.origin, p.price_currency,
         p.price_amount, p.min_order_quantity, p.document_id
       FROM unnest($2::text[], $3::text[], $4::halfvec[]) AS m (product_id, text_hash, embedding)
       JOIN products p USING (product_id) WHERE p.tenant_id = $1
       ON CONFLICT (tenant_id, product_id) DO UPDATE SET text_hash = excluded.text_hash, embedding = excluded.embedding
       WHERE product_vectors.text_hash <> excluded.text_hash`,
      [
        tenantId,
        made.map(({ productId }) => productId),
        made.map(({ textHash }) => textHash),
        made.map(({ vector }) => vectorLiteral(vector ?? [])),
      ],
    );
  }
  const missing = vectors.filter(({ vector }) => vector === null);
  if (missing.length > 0) {
    const missingIds = missing.map(({ productId }) => productId);
    const hashes = missing.map(({ textHash }) => textHash);
    await manager.query(
      `DELETE FROM product_vectors v USING unnest($2::text[], $3::text[]) AS m (product_id, text_hash)
       WHERE v.tenant_id = $1 AND v.product_id = m.product_id AND v.text_hash <> m.text_hash`,
      [tenantId, missingIds, hashes],
    );
    await manager.query(
      `INSERT INTO product_vector_queue (tenant_id, product_id)
       SELECT $1, id FROM unnest($2::text[]) AS id
       WHERE NOT EXISTS (SELECT FROM product_vectors v WHERE v.tenant_id = $1 AND v.product_id = id)
       ON CONFLICT (tenant_id, product_id) DO UPDATE SET not_before = now()`,
      [tenantId, missingIds],
    );
  }
  if (made.length > 0) {
    await manager.query(`DELETE FROM product_vector_queue WHERE tenant_id = $1 AND product_id = ANY($2)`, [
      tenantId,
      made.map(({ productId }) => productId),
    ]);
  }
}

/** Products by id, in the order of the ids; unknown ids are left out. */
export async function readProducts(reader: SqlReader, productIds: readonly string[]): Promise<ProductRow[]> {
  if (productIds.length === 0) return [];
  const rows = await reader.query<ProductRow[]>(`SELECT ${PRODUCT_COLUMNS} FROM products WHERE product_id = ANY($1)`, [
    [...productIds],
  ]);
  const byId = new Map(rows.map((row) => [row.product_id, row]));
  return productIds.flatMap((id) => byId.get(id) ?? []);
}

/** pgvector's text form of a vector. */
export function vectorLiteral(vector: readonly number[]): string {
  return `[${vector.join(',')}]`;
}

function toRecord({ item }: PreparedItem, tenantId: string) {
  const { tsvector, titleLength } = indexTerms(item, tenantId);
  return {
    product_id: newId('prod'),
    sku: item.sku,
    name: item.name,
    brand: item.brand ?? null,
    model: item.model ?? null,
    category: item.category ?? null,
    description: item.description ?? null,
    attributes: item.attributes,
    price_amount: item.price?.amount ?? null,
    price_currency: item.price?.currency ?? null,
    min_order_quantity: item.min_order_quantity ?? null,
    origin: item.origin ?? null,
    document_id: item.source?.document_id ?? null,
    page: item.source?.page ?? null,
    terms: tsvector,
    title_length: titleLength,
  };
}
