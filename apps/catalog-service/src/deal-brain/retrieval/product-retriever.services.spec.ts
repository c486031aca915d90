import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ProductFilters } from '@tradewind/contracts';
import { UpstreamError } from '@tradewind/upstream';
import type { CatalogueItem } from '../catalogue/catalogue-item.js';
import { ProductCatalogue } from '../catalogue/product-catalogue.js';
import { fakeDownstreams } from '../testing/fake-downstreams.js';
import { asTenant, observed } from '../testing/in-scope.js';
import { item } from '../testing/products.js';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { ProductRetriever } from './product-retriever.js';
import { retrieveByVector, type VectorPlan } from './vector-retrieval.js';

describe('hybrid retrieval', () => {
  let real: TestDatabase;
  let retriever: ProductRetriever;
  let catalogue: ProductCatalogue;

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 8 });
    const downstreams = fakeDownstreams();
    retriever = new ProductRetriever(real.database, downstreams);
    catalogue = new ProductCatalogue(real.database, downstreams);
    const usd = (amount: string) => ({ amount, currency: 'USD' });
    await asTenant('tenant_a', () =>
      catalogue.upsert([
        item({
          sku: 'A',
          name: 'Steel bottle',
          category: 'Drinkware',
          brand: 'Hydra',
          origin: 'China',
          price: usd('3.00'),
          min_order_quantity: 500,
        }),
        item({
          sku: 'B',
          name: 'Steel bottle wide',
          category: 'Drinkware',
          brand: 'Nord',
          origin: 'Vietnam',
          price: usd('5.00'),
          min_order_quantity: 50,
        }),
        item({
          sku: 'C',
          name: 'Steel bottle kids',
          category: 'Toys',
          price: { amount: '3.00', currency: 'EUR' },
          source: { document_id: 'doc_1', page: 2 },
        }),
        item({ sku: 'D', name: 'Steel bottle sport', attributes: { Finish: 'Matte' } }),
      ]),
    );
    await asTenant('tenant_b', () => catalogue.upsert([item({ sku: 'Z', name: 'Steel bottle of another tenant' })]));
  });
  afterAll(() => real.drop());

  it('lets no more questions at the database at once than its budget has permits, and answers them all', async () => {
    let atWork = 0;
    let most = 0;
    const read = real.database.reading.bind(real.database);
    const reading = jest.spyOn(real.database, 'reading').mockImplementation(async (work) => {
      atWork += 1;
      most = Math.max(most, atWork);
      return read(work).finally(() => (atWork -= 1));
    });
    const ask = () => retriever.retrieve({ texts: [{ text: 'bottle' }], filters: {}, limit: 5 });
    const answers = await asTenant('tenant_a', () => Promise.all(Array.from({ length: 20 }, ask)));
    reading.mockRestore();
    expect(most).toBe(3);
    expect(answers.map(({ products }) => products.length)).toEqual(new Array(20).fill(4));
  });

  it.each<[what: string, filters: ProductFilters, skus: string[]]>([
    ['nothing', {}, ['A', 'B', 'C', 'D']],
    ['category, whatever its case', { category: 'drinkWARE' }, ['A', 'B']],
    ['brand', { brand: 'nord' }, ['B']],
    ['origin', { origin: 'china' }, ['A']],
    ['currency', { currency: 'EUR' }, ['C']],
    ['a highest price in its currency', { currency: 'USD', price_max: 3 }, ['A']],
    ['a lowest price', { currency: 'USD', price_min: 3.01 }, ['B']],
    ['a price range that includes its ends', { currency: 'USD', price_min: 3, price_max: 5 }, ['A', 'B']],
    ['an order quantity, which unlimited products always fit', { max_min_order_quantity: 100 }, ['B', 'C', 'D']],
    ['a source document', { document_id: 'doc_1' }, ['C']],
    ['several at once', { category: 'Drinkware', origin: 'Vietnam', currency: 'USD', price_max: 5 }, ['B']],
    ['what nothing has', { brand: 'Nobody' }, []],
  ])('filters by %s, in both arms', async (_what, filters, skus) => {
    const found = await asTenant('tenant_a', () =>
      retriever.retrieve({ texts: [{ text: 'steel bottle' }], filters, limit: 10 }),
    );
    expect(found.products.map(({ product }) => product.sku).sort()).toEqual(skus);
    const vectors = (await fakeDownstreams().embedding.embed(['steel bottle'])).vectors;
    const byVector = await asTenant('tenant_a', () => retriever.retrieve({ texts: [], vectors, filters, limit: 10 }));
    expect(byVector.products.map(({ product }) => product.sku).sort()).toEqual(skus);
  });

  it('does not call the nearest of nothing near an answer', async () => {
    const found = await asTenant('tenant_a', () =>
      retriever.retrieve({ texts: [{ text: 'helicopter rotor' }], filters: {}, limit: 10 }),
    );
    expect(found.products).toEqual([]);
  });

  it('tells how it understood a misspelt query', async () => {
    const found = await asTenant('tenant_a', () =>
      retriever.retrieve({ texts: [{ text: 'Stel botle' }], filters: {}, limit: 10 }),
    );
    expect(found.texts).toEqual(['steel bottle']);
    expect(found.products).toHaveLength(4);
  });

  it('excludes what it is told to', async () => {
    const all = await asTenant('tenant_a', () =>
      retriever.retrieve({ texts: [{ text: 'steel bottle' }], filters: {}, limit: 10 }),
    );
    const exclude = all.products.slice(0, 1).map(({ product }) => product.product_id);
    const rest = await asTenant('tenant_a', () =>
      retriever.retrieve({ texts: [{ text: 'steel bottle' }], filters: {}, exclude, limit: 10 }),
    );
    expect(rest.products.map(({ product }) => product.sku)).toEqual(
      all.products.slice(1).map(({ product }) => product.sku),
    );
  });

  it('answers from full text alone when embeddings fail, and says so', async () => {
    const failing = fakeDownstreams({
      embedding: { embed: () => Promise.reject(new UpstreamError('breaker.open', 'Down.')) },
    });
    const alone = new ProductRetriever(real.database, failing);
    const { value, degraded } = await observed('tenant_a', () =>
      alone.retrieve({ texts: [{ text: 'wide bottle' }], filters: {}, limit: 10 }),
    );
    expect(value.products[0]?.product.sku).toBe('B');
    expect(degraded).toEqual([{ stage: 'embedding', reason: 'breaker.open' }]);
  });

  it.each<[way: string, plan: VectorPlan]>([
    ['the vector index', { exactUpTo: 0, signedUpTo: -1, compared: 100, efSearch: 100 }],
    ['signatures', { exactUpTo: 0, signedUpTo: 1_000, compared: 100, efSearch: 100 }],
  ])('finds the same by %s as by comparing all', async (_way, plan) => {
    const vector = (await fakeDownstreams().embedding.embed(['Steel bottle wide'])).vectors[0] ?? [];
    const search = (filters: ProductFilters, by?: VectorPlan) =>
      asTenant('tenant_a', () =>
        real.database.tenant((manager) =>
          retrieveByVector(manager, { tenantId: 'tenant_a', vector, filters, limit: 4 }, by),
        ),
      );
    const exact = await search({});
    expect(exact).toHaveLength(4);
    expect(exact[0]?.similarity).toBeGreaterThan(exact[1]?.similarity ?? 1);
    for (const filters of [{}, { category: 'Drinkware' }, { attributes: { Finish: 'matte' } }, { brand: 'Nobody' }]) {
      const all = await search(filters);
      expect(await search(filters, plan)).toEqual(all);
    }
    expect(await search({ attributes: { finish: 'MATTE' } })).toHaveLength(1);
  });

  it('keeps signatures in step with what is written, replaced and deleted', async () => {
    const signed = () =>
      real.dataSource.query(
        `SELECT s.product_id, s.category, s.price_amount::text, s.signature::text FROM product_signatures s
         WHERE s.tenant_id = 'tenant_c' ORDER BY 1`,
      );
    const expected = () =>
      real.dataSource.query(
        `SELECT v.product_id, lower(p.category) AS category, p.price_amount::text, binary_quantize(v.embedding)::text AS signature
         FROM product_vectors v JOIN products p USING (tenant_id, product_id) WHERE v.tenant_id = 'tenant_c' ORDER BY 1`,
      );
    const upsert = (items: CatalogueItem[]) => asTenant('tenant_c', () => catalogue.upsert(items));
    const [a, b] = await upsert([item({ sku: 'A', name: 'Oak chair' }), item({ sku: 'B', name: 'Oak table' })]);
    expect(await signed()).toEqual(await expected());
    // Another price keeps the vector, another name makes a new one.
    await upsert([
      item({ sku: 'A', name: 'Oak chair', price: { amount: '9.00', currency: 'USD' } }),
      item({ sku: 'B', name: 'Walnut desk', category: 'Desks' }),
    ]);
    expect(await signed()).toEqual(await expected());
    expect(await signed()).toHaveLength(2);
    await asTenant('tenant_c', () => catalogue.delete(b?.product_id ?? ''));
    expect(await signed()).toMatchObject([{ product_id: a?.product_id }]);
  });
});
