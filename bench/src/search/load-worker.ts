// One of the loaders: writes its share of the tenants' products and vectors, past the triggers, before the indexes are built.
import { parentPort, workerData } from 'node:worker_threads';
import { DataSource } from 'typeorm';
import { indexTerms, productText, textHash } from '@tradewind/catalog-service/deal-brain';
import { benchProduct } from './catalogue.js';
import { embedding } from './embedding.js';
import { productId, tenantId, type LoadShare } from './tenants.js';

const CHUNK = 2_000;

const { url, ranges } = workerData as { url: string; ranges: LoadShare[] };
const dataSource = await new DataSource({ type: 'postgres', url, poolSize: 1, installExtensions: false }).initialize();
// No triggers and no foreign keys: the statistics are made once, at the end.
await dataSource.query(`SET session_replication_role = replica`);
for (const { tenant, from, to } of ranges) {
  for (let start = from; start < to; start += CHUNK) {
    const end = Math.min(to, start + CHUNK);
    await write(tenant, start, end);
    parentPort?.postMessage(end - start);
  }
}
await dataSource.destroy();

async function write(tenant: number, from: number, to: number): Promise<void> {
  const id = tenantId(tenant);
  const rows = Array.from({ length: to - from }, (_, offset) => {
    const product = benchProduct(tenant, from + offset);
    const { tsvector, titleLength } = indexTerms(product, id);
    const text = productText(product);
    return {
      ...product,
      product_id: productId(tenant, from + offset),
      price_amount: product.price.amount,
      price_currency: product.price.currency,
      terms: tsvector,
      title_length: titleLength,
      text_hash: textHash(text),
      embedding: `[${embedding(text).join(',')}]`,
    };
  });
  const columns = `product_id text, sku text, name text, brand text, model text, category text, description text, attributes jsonb,
    price_amount numeric, price_currency text, min_order_quantity bigint, origin text, terms text, title_length integer,
    text_hash text, embedding text`;
  const filters = `category, brand, origin, price_currency, price_amount, min_order_quantity`;
  const folded = `lower(category), lower(brand), lower(origin), price_currency, price_amount, min_order_quantity`;
  await dataSource.query(
    `WITH r AS MATERIALIZED (SELECT * FROM jsonb_to_recordset($2::jsonb) AS r (${columns})), p AS (
       INSERT INTO products (tenant_id, product_id, sku, name, model, description, attributes, terms, title_length, ${filters})
       SELECT $1, product_id, sku, name, model, description, attributes, terms::tsvector, title_length, ${filters} FROM r
     ), v AS (
       INSERT INTO product_vectors (tenant_id, product_id, text_hash, embedding, ${filters})
       SELECT $1, product_id, text_hash, embedding::halfvec, ${filters} FROM r
     )
     INSERT INTO product_signatures (tenant_id, product_id, signature, ${filters})
     SELECT $1, product_id, binary_quantize(embedding::halfvec(384))::bit(384), ${folded} FROM r`,
    [id, JSON.stringify(rows)],
  );
}
