import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProductCatalogue } from '../catalogue/product-catalogue.js';
import { tenantKey } from '../catalogue/index-terms.js';
import type { CatalogueItem } from '../catalogue/catalogue-item.js';
import { fakeDownstreams } from '../testing/fake-downstreams.js';
import { asTenant } from '../testing/in-scope.js';
import { item } from '../testing/products.js';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { retrieveByText } from './text-retrieval.js';

const CATALOGUE: CatalogueItem[] = [
  item({
    sku: 'SC-141',
    name: 'Stainless Steel Vacuum Flask 500 ml',
    category: 'Drinkware',
    attributes: { material: '304 stainless steel' },
  }),
  item({ sku: 'SC-142', name: 'Stainless Steel Vacuum Flask 750 ml', category: 'Drinkware' }),
  item({ sku: 'BW-500', name: '不锈钢保温杯500ml', category: '杯具' }),
  item({ sku: 'BL-1', name: '玻璃水杯 350ml', category: '杯具' }),
  item({ sku: 'ES-9', name: 'Botella térmica de acero inoxidable', category: 'Botellas' }),
  item({ sku: 'LT-7', name: 'LED Desk Lamp', description: 'A lamp for the desk beside your vacuum flask.' }),
  item({ sku: 'BAG-3', name: 'Cotton Tote Bag', brand: 'Greenly' }),
];

describe('text retrieval', () => {
  let real: TestDatabase;
  let catalogue: ProductCatalogue;

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 8 });
    catalogue = new ProductCatalogue(real.database, fakeDownstreams());
    await asTenant('tenant_a', () => catalogue.upsert(CATALOGUE));
  });

  afterAll(() => real.drop());

  const skusFor = (text: string, tenantId = 'tenant_a'): Promise<string[]> =>
    asTenant(tenantId, () =>
      real.database.tenant(async (manager) => {
        const [found] = await retrieveByText(manager, { tenantId, texts: [text], filters: {}, limit: 10 });
        const rows = await manager.query<{ product_id: string; sku: string }[]>(`SELECT product_id, sku FROM products`);
        return (found?.hits ?? []).map(
          ({ productId }) => rows.find(({ product_id }) => product_id === productId)?.sku ?? '?',
        );
      }),
    );

  it.each([
    ['a part number as it is written', 'SC-141', 'SC-141'],
    ['a part number without its hyphen', 'sc141', 'SC-141'],
    ['the beginning of a part number', 'BW5', 'BW-500'],
    ['Chinese by its words', '不锈钢 保温杯', 'BW-500'],
    ['Chinese in another order and measure', '500毫升保温杯不锈钢', 'BW-500'],
    ['Spanish without accents, in the plural', 'botellas termicas', 'ES-9'],
    ['a misspelt word', 'vaccum flask', 'SC-141'],
    ['two slips in a long word', 'stianles bottle flask', 'SC-141'],
    [
      'a long inquiry that no product has every word of',
      'Hello, we need a cotton bag with our logo for the Berlin trade fair',
      'BAG-3',
    ],
    ['a brand', 'greenly', 'BAG-3'],
  ])('finds %s', async (_what, query, sku) => {
    const skus = await skusFor(query);
    expect(skus.slice(0, 2)).toContain(sku);
  });

  it('ranks a title before a description', async () => {
    const skus = await skusFor('vacuum flask');
    expect(skus.indexOf('LT-7')).toBeGreaterThan(skus.indexOf('SC-142'));
  });

  it('finds nothing rather than anything', async () => {
    expect(await skusFor('helicopter rotor blades')).toEqual([]);
  });

  it('reads the full-text index although row-level security is on', async () => {
    const key = tenantKey('tenant_large');
    await real.dataSource.query(
      `INSERT INTO products (tenant_id, product_id, sku, name, terms, title_length)
       SELECT 'tenant_large', 'prod_' || n, n, 'Widget', format('%s:1A %s:1A', $1 || 'widget', $1 || n)::tsvector, 2
       FROM generate_series(1, 20000) AS n`,
      [key],
    );
    await real.dataSource.query(`ANALYZE products`);
    const scans = await asTenant('tenant_large', () =>
      real.database.tenant(async (manager) => {
        const query = { tenantId: 'tenant_large', texts: ['widget 4711'], filters: {}, limit: 10 };
        const [found] = await retrieveByText(manager, query);
        expect(found?.hits[0]?.productId).toBe('prod_4711');
        const [row] = await manager.query<[{ scans: string }]>(
          `SELECT pg_stat_get_xact_numscans('products_terms'::regclass) AS scans`,
        );
        return Number(row.scans);
      }),
    );
    expect(scans).toBeGreaterThan(0);
  });

  it('shows a tenant nothing of another', async () => {
    expect(await skusFor('vacuum flask', 'tenant_b')).toEqual([]);
  });
});
