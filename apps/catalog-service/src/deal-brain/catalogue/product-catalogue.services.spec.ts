import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UpstreamError, type EmbeddingPort } from '@tradewind/upstream';
import { fakeDownstreams, hashedWords } from '../testing/fake-downstreams.js';
import { asTenant, observed } from '../testing/in-scope.js';
import { item } from '../testing/products.js';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { EmbeddingBackfill } from './embedding-backfill.js';
import { ProductCatalogue } from './product-catalogue.js';

const down: EmbeddingPort = { embed: () => Promise.reject(new UpstreamError('upstream.rate_limited', 'Slow down.')) };

describe('the product catalogue', () => {
  let real: TestDatabase;
  let tenants = 0;
  const newTenant = (): string => `tenant_${String((tenants += 1))}`;
  const catalogueWith = (embedding: EmbeddingPort): ProductCatalogue =>
    new ProductCatalogue(real.database, fakeDownstreams({ embedding }));

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 8 });
  });
  afterAll(() => real.drop());

  it('gives back what was written, money to the digit, and replaces it under the same id', async () => {
    const tenant = newTenant();
    const catalogue = catalogueWith(hashedWords);
    const full = item({
      sku: 'A-1',
      name: 'Kettle',
      brand: 'Hydra',
      model: 'K1',
      category: 'Kitchen',
      description: 'Boils.',
      attributes: { power: '2 kW' },
      price: { amount: '12.0150', currency: 'EUR' },
      min_order_quantity: 20,
      origin: 'Spain',
      source: { document_id: 'doc_1', page: 3 },
    });
    const [written] = await asTenant(tenant, () => catalogue.upsert([full]));
    const id = written?.product_id ?? '';
    expect(await asTenant(tenant, () => catalogue.get(id))).toMatchObject({
      ...full,
      product_id: id,
      price: { amount: '12.015', currency: 'EUR' },
    });

    const [again] = await asTenant(tenant, () =>
      catalogue.upsert([item({ sku: 'A-1', name: 'Kettle', price: { amount: '9', currency: 'EUR' } })]),
    );
    expect(again?.product_id).toBe(id);
    expect(await asTenant(tenant, () => catalogue.get(id))).toMatchObject({
      brand: null,
      source: null,
      price: { amount: '9.00' },
    });
  });

  it('stores the largest values the contract admits', async () => {
    const catalogue = catalogueWith(hashedWords);
    const large = item({
      sku: 'A',
      name: '杯'.repeat(300),
      description: Array.from({ length: 1600 }, (_, index) => `w${String(index)}`)
        .join(' ')
        .slice(0, 8000),
      price: { amount: '999999999999.999999', currency: 'USD' },
      min_order_quantity: Number.MAX_SAFE_INTEGER,
    });
    await asTenant(newTenant(), async () => {
      const [written] = await catalogue.upsert([large]);
      expect(await catalogue.get(written?.product_id ?? '')).toMatchObject(large);
    });
  });

  it('counts a sku given twice once, the last wins', async () => {
    const tenant = newTenant();
    const catalogue = catalogueWith(hashedWords);
    const written = await asTenant(tenant, () =>
      catalogue.upsert([item({ sku: 'A', name: 'first' }), item({ sku: 'A', name: 'last' })]),
    );
    expect(written).toHaveLength(1);
    expect(await asTenant(tenant, () => catalogue.get(written[0]?.product_id ?? ''))).toMatchObject({ name: 'last' });
  });

  it('hides a product from other tenants, also from their deletes', async () => {
    const tenant = newTenant();
    const catalogue = catalogueWith(hashedWords);
    const [{ product_id: id } = { product_id: '' }] = await asTenant(tenant, () =>
      catalogue.upsert([item({ sku: 'A', name: 'Lamp' })]),
    );
    const stranger = newTenant();
    await expect(asTenant(stranger, () => catalogue.get(id))).rejects.toMatchObject({
      code: 'product.not_found',
      status: 404,
    });
    await expect(asTenant(stranger, () => catalogue.delete(id))).rejects.toMatchObject({ code: 'product.not_found' });
    await asTenant(tenant, () => catalogue.delete(id));
    await expect(asTenant(tenant, () => catalogue.get(id))).rejects.toMatchObject({ code: 'product.not_found' });
  });

  it('embeds a product again only when its text has changed', async () => {
    const tenant = newTenant();
    const embedded: string[] = [];
    const catalogue = catalogueWith({
      embed: (texts) => {
        embedded.push(...texts);
        return hashedWords.embed(texts);
      },
    });
    const lamp = item({ sku: 'A', name: 'Lamp', price: { amount: '5', currency: 'USD' } });
    await asTenant(tenant, () => catalogue.upsert([lamp]));
    await asTenant(tenant, () => catalogue.upsert([{ ...lamp, price: { amount: '6', currency: 'USD' } }]));
    expect(embedded).toEqual(['Lamp']);
    await asTenant(tenant, () => catalogue.upsert([{ ...lamp, name: 'Desk Lamp' }]));
    expect(embedded).toEqual(['Lamp', 'Desk Lamp']);
  });

  it('stores products without embeddings, says so, and the back-fill makes up for it', async () => {
    const tenant = newTenant();
    const items = Array.from({ length: 70 }, (_, index) =>
      item({ sku: `B-${String(index)}`, name: `Basket ${String(index)}` }),
    );
    const { degraded } = await observed(tenant, () => catalogueWith(down).upsert(items));
    expect(degraded).toEqual([{ stage: 'embedding', reason: 'upstream.rate_limited' }]);
    const vectors = async (): Promise<number> => {
      const [row] = await real.dataSource.query<[{ n: string }]>(
        `SELECT count(*) AS n FROM product_vectors WHERE tenant_id = $1`,
        [tenant],
      );
      return Number(row.n);
    };
    expect(await vectors()).toBe(0);

    const backfill = new EmbeddingBackfill(real.database, fakeDownstreams());
    expect(await backfill.embedBatch()).toBe(32);
    expect(await backfill.embedBatch()).toBe(32);
    expect(await backfill.embedBatch()).toBe(6);
    expect(await backfill.embedBatch()).toBe(0);
    expect(await vectors()).toBe(70);
    expect(await real.dataSource.query(`SELECT FROM product_vector_queue`)).toEqual([]);
  });

  it('never keeps the vector of a former text', async () => {
    const tenant = newTenant();
    await asTenant(tenant, () => catalogueWith(hashedWords).upsert([item({ sku: 'A', name: 'Lamp' })]));
    await asTenant(tenant, () => catalogueWith(down).upsert([item({ sku: 'A', name: 'Umbrella' })]));
    expect(await real.dataSource.query(`SELECT FROM product_vectors WHERE tenant_id = $1`, [tenant])).toEqual([]);
    expect(await real.dataSource.query(`SELECT FROM product_vector_queue WHERE tenant_id = $1`, [tenant])).toHaveLength(
      1,
    );
  });

  it('keeps term statistics equal to a rebuild under concurrent upserts and deletes', async () => {
    const tenant = newTenant();
    const catalogue = catalogueWith(down);
    const words = ['steel', 'flask', 'lamp', 'bag', 'cotton', 'glass', '保温杯', 'SC-141'];
    const writer = async (seed: number): Promise<void> => {
      for (let round = 0; round < 6; round += 1) {
        const items = Array.from({ length: 20 }, (_, index) => {
          const at = seed * 7 + round * 3 + index;
          return item({
            sku: `S-${String(at % 40)}`,
            name: `${words[at % 8] ?? ''} ${words[(at * 5 + round) % 8] ?? ''} ${String(at % 11)}`,
          });
        });
        const written = await asTenant(tenant, () => catalogue.upsert(items));
        const victim = written[round]?.product_id ?? '';
        await asTenant(tenant, () => catalogue.delete(victim)).catch((error: unknown) => {
          // The other writer was faster.
          expect(error).toMatchObject({ code: 'product.not_found' });
        });
      }
    };
    await Promise.all([writer(1), writer(2), writer(3)]);

    const kept = await real.dataSource.query(
      `SELECT term, products FROM product_terms WHERE tenant_id = $1 ORDER BY term`,
      [tenant],
    );
    const rebuilt = await real.dataSource.query(
      `SELECT substr(lexeme, 5) COLLATE "C" AS term, count(*)::integer AS products
       FROM products, unnest(tsvector_to_array(terms)) AS lexeme WHERE tenant_id = $1 GROUP BY 1 ORDER BY 1`,
      [tenant],
    );
    expect(kept).toEqual(rebuilt);
    expect(kept.length).toBeGreaterThan(8);
    expect(
      await real.dataSource.query(`SELECT products, title_terms FROM product_statistics WHERE tenant_id = $1`, [
        tenant,
      ]),
    ).toEqual(
      await real.dataSource.query(
        `SELECT count(*) AS products, sum(title_length) AS title_terms FROM products WHERE tenant_id = $1`,
        [tenant],
      ),
    );
  });

  it('removes all products of a document and no others', async () => {
    const tenant = newTenant();
    const catalogue = catalogueWith(hashedWords);
    await asTenant(tenant, () =>
      catalogue.upsert([
        item({ sku: 'A', name: 'Lamp', source: { document_id: 'doc_1', page: 1 } }),
        item({ sku: 'B', name: 'Bag', source: { document_id: 'doc_1', page: 2 } }),
        item({ sku: 'C', name: 'Cup' }),
      ]),
    );
    const removed = await asTenant(tenant, () =>
      real.database.tenant((manager) => catalogue.deleteOfDocument(manager, 'doc_1')),
    );
    expect(removed).toBe(2);
    expect(await real.dataSource.query(`SELECT sku FROM products WHERE tenant_id = $1`, [tenant])).toEqual([
      { sku: 'C' },
    ]);
  });
});
