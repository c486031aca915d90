import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { ProductCatalogue } from '../catalogue/product-catalogue.js';
import { fakeDownstreams } from '../testing/fake-downstreams.js';
import { asTenant } from '../testing/in-scope.js';
import { item } from '../testing/products.js';
import { retrieveByText } from './text-retrieval.js';

const TENANTS = ['tenant_a', 'tenant_b'];
const WRITERS = 6;
const ROUNDS = 12;
const SKUS = 60;
const WORDS = [
  'steel',
  'bottle',
  'lamp',
  'solar',
  'pump',
  'hose',
  'valve',
  'panel',
  'chair',
  'knife',
  '保温杯',
  '手电钻',
];

/** Repeatable, and different for every writer: Lehmer's generator. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

describe('term statistics', () => {
  let real: TestDatabase;
  let catalogue: ProductCatalogue;

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 12 });
    catalogue = new ProductCatalogue(real.database, fakeDownstreams());
  });
  afterAll(() => real.drop());

  const statistics = (): Promise<unknown[]> =>
    real.dataSource.query(
      `SELECT tenant_id, term, products::text FROM product_terms
       UNION ALL SELECT tenant_id, '#products', products::text FROM product_statistics WHERE products > 0
       UNION ALL SELECT tenant_id, '#title', title_terms::text FROM product_statistics WHERE products > 0
       ORDER BY 1, 2`,
    );

  /** Upserts, deletes of several products, and two statements in one transaction, on products that all writers share. */
  async function write(tenant: string, seed: number): Promise<void> {
    const below = numbersFrom(seed);
    const someSku = (): string => `SKU-${String(below(SKUS))}`;
    const someItem = () =>
      item({
        sku: someSku(),
        name: Array.from({ length: 3 }, () => WORDS[below(WORDS.length)]).join(' '),
        attributes: { colour: WORDS[below(WORDS.length)] ?? '' },
      });
    for (let round = 0; round < ROUNDS; round += 1) {
      const items = Array.from({ length: 8 }, someItem);
      const kind = below(3);
      await asTenant(tenant, async () => {
        if (kind === 0) {
          await catalogue.upsert(items);
          return;
        }
        const skus = items.map(({ sku }) => sku);
        const prepared = await catalogue.prepare(items.slice(0, 4), null);
        await real.database.tenant(async (manager) => {
          await manager.query(`DELETE FROM products WHERE sku = ANY($1)`, [skus]);
          if (kind === 2) await catalogue.write(manager, prepared);
        });
      });
    }
  }

  async function search(tenant: string): Promise<void> {
    for (let round = 0; round < ROUNDS * 3; round += 1) {
      await asTenant(tenant, () =>
        real.database.tenant(async (manager) => {
          const query = {
            tenantId: tenant,
            texts: [`${WORDS[round % WORDS.length] ?? ''} botle`],
            filters: {},
            limit: 10,
          };
          return retrieveByText(manager, query);
        }),
      );
    }
  }

  it('equal a rebuild from scratch after concurrent upserts, deletes and searches, and nobody deadlocks', async () => {
    await Promise.all(
      TENANTS.flatMap((tenant, index) => [
        ...Array.from({ length: WRITERS }, (_, writer) => write(tenant, 1 + index * 100 + writer)),
        search(tenant),
      ]),
    );
    const kept = await statistics();
    expect(kept.length).toBeGreaterThan(20);
    for (const tenant of TENANTS) await real.dataSource.query(`SELECT rebuild_product_statistics($1)`, [tenant]);
    expect(kept).toEqual(await statistics());
  });

  it('are gone with the last product', async () => {
    await asTenant('tenant_c', () => catalogue.upsert([item({ sku: 'A', name: 'Steel bottle' })]));
    await asTenant('tenant_c', () => real.database.tenant((manager) => manager.query(`DELETE FROM products`)));
    const [row] = await real.dataSource.query<[{ terms: string }]>(
      `SELECT count(*) AS terms FROM product_terms WHERE tenant_id = 'tenant_c'`,
    );
    expect(row.terms).toBe('0');
  });
});
