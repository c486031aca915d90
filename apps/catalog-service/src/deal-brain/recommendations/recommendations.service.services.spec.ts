import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecommendationsRequest } from '@tradewind/contracts';
import type { DealBrainDownstreams } from '../downstreams.js';
import { ProductCatalogue } from '../catalogue/product-catalogue.js';
import { ProductRanker } from '../retrieval/product-ranker.js';
import { ProductRetriever } from '../retrieval/product-retriever.js';
import { fakeDownstreams, llmSaying } from '../testing/fake-downstreams.js';
import { asTenant, observed } from '../testing/in-scope.js';
import { item } from '../testing/products.js';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { InteractionStore } from '../events/interaction-store.js';
import { ByInquiry } from './by-inquiry.js';
import { ByProduct } from './by-product.js';
import { ByProfile } from './by-profile.js';
import { RecommendationsService } from './recommendations.service.js';
import { RequirementsReader } from './requirements-reader.js';
import { SeedProducts } from './seed-products.js';

describe('recommendations', () => {
  let real: TestDatabase;
  const idOf = new Map<string, string>();

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 8 });
    const usd = (amount: string) => ({ amount, currency: 'USD' });
    const steel = { material: 'stainless steel' };
    const written = await asTenant('tenant_a', () =>
      new ProductCatalogue(real.database, fakeDownstreams()).upsert([
        item({
          sku: 'FLASK',
          name: 'Insulated flask',
          category: 'Drinkware',
          attributes: steel,
          price: usd('3.50'),
          min_order_quantity: 500,
          origin: 'China',
        }),
        item({
          sku: 'BOTTLE',
          name: 'Insulated bottle',
          category: 'Drinkware',
          attributes: steel,
          price: usd('3.80'),
          min_order_quantity: 1000,
          origin: 'China',
        }),
        item({
          sku: 'DEAR',
          name: 'Insulated bottle deluxe',
          category: 'Drinkware',
          attributes: { ...steel, Certificates: 'LFGB, FDA' },
          price: usd('9.00'),
          min_order_quantity: 100,
        }),
        item({
          sku: 'BULK',
          name: 'Insulated bottle bulk',
          category: 'Drinkware',
          price: usd('2.00'),
          min_order_quantity: 50_000,
        }),
        item({ sku: 'LAMP', name: 'Desk lamp', category: 'Lighting' }),
        item({ sku: 'CASE', name: 'Insulated carry case', category: 'Bags' }),
      ]),
    );
    for (const { sku, product_id } of written) idOf.set(sku, product_id);
  });
  afterAll(() => real.drop());

  const serviceWith = (replaced: Partial<DealBrainDownstreams> = {}): RecommendationsService => {
    const downstreams = fakeDownstreams(replaced);
    const seeds = new SeedProducts(real.database);
    const interactions = new InteractionStore(real.database);
    return new RecommendationsService(
      new ByProduct(seeds, interactions),
      new ByInquiry(new RequirementsReader(downstreams)),
      new ByProfile(seeds, interactions),
      new ProductRetriever(real.database, downstreams),
      new ProductRanker(downstreams),
    );
  };
  const recommend = async (request: object, replaced: Partial<DealBrainDownstreams> = {}, tenant = 'tenant_a') => {
    const { value } = await observed(tenant, () =>
      serviceWith(replaced).recommend(RecommendationsRequest.parse(request)),
    );
    return { ...value, skus: value.recommendations.map(({ product }) => product.sku) };
  };

  it('recommends what is like a product, never the product itself, and says what both have', async () => {
    const { recommendations, skus, degraded } = await recommend({ product_id: idOf.get('FLASK'), limit: 3 });
    expect(skus).not.toContain('FLASK');
    expect(skus).not.toContain('LAMP');
    const bottle = recommendations.find(({ product }) => product.sku === 'BOTTLE');
    expect(bottle?.reason).toBe(
      'Similar to “Insulated flask”: the same category “Drinkware”; the same material: stainless steel; “Insulated” in both names; ' +
        'a close price, 3.80 USD to 3.50 USD.',
    );
    expect(degraded).toEqual([]);
  });

  it('knows no product of another tenant', async () => {
    await expect(recommend({ product_id: idOf.get('FLASK') }, {}, 'tenant_b')).rejects.toMatchObject({
      code: 'product.not_found',
    });
  });

  const inquiry = 'We need 2,000 insulated bottles for a hotel chain, budget 4 USD each';
  const requirements = {
    keywords: ['insulated bottle'],
    category: null,
    max_price_amount: 4,
    price_currency: 'USD',
    quantity: 2000,
    origin: null,
  };

  it('keeps to the price and quantity an inquiry demands and gives the numbers as reasons', async () => {
    const { recommendations, skus } = await recommend({ inquiry }, { llm: llmSaying(JSON.stringify(requirements)) });
    expect(skus).toEqual(['BOTTLE', 'FLASK']);
    expect(recommendations[0]?.reason).toBe(
      'Fits the inquiry: its name has “Insulated”, “bottle”; its price of 3.80 USD is within 4 USD; its minimum order of 1000 is within 2000.',
    );
  });

  it('reads the limits by rules when the language model is down or answers nonsense', async () => {
    const { skus, degraded, requirements: read } = await recommend({ inquiry }, { llm: llmSaying('nonsense') });
    expect(degraded).toEqual([{ stage: 'extract_requirements', reason: 'upstream.malformed' }]);
    expect(skus[0]).toBe('BOTTLE');
    expect(skus.filter((sku) => sku === 'DEAR' || sku === 'BULK')).toEqual([]);
    expect(read).toMatchObject({
      max_unit_price: { amount: '4', currency: 'USD' },
      quantity: 2000,
      read_by: 'rules',
    });
  });

  it('divides a budget for everything by the quantity, whatever the model took it for', async () => {
    const { skus, requirements: read } = await recommend(
      { inquiry: '2,000 insulated bottles, total budget USD 8,000' },
      { llm: llmSaying(JSON.stringify({ ...requirements, max_price_amount: 8000 })) },
    );
    expect(read?.max_unit_price).toEqual({ amount: '4', currency: 'USD' });
    expect(skus).not.toContain('DEAR');
  });

  it('recommends only what names the certification an inquiry demands, and quotes where', async () => {
    const { recommendations, skus } = await recommend({ inquiry: 'insulated bottle, must be LFGB certified' });
    expect(skus).toEqual(['DEAR']);
    expect(recommendations[0]?.reason).toContain('LFGB by its Certificates “LFGB, FDA”');
  });

  it('recommends what buyers took together, and else products of another kind that have something in common', async () => {
    await asTenant('tenant_a', () =>
      new InteractionStore(real.database).record(
        ['b1', 'b2'].flatMap((buyer_id) => [
          { buyer_id, kind: 'order' as const, sku: 'FLASK' },
          { buyer_id, kind: 'inquiry' as const, sku: 'LAMP' },
          { buyer_id, kind: 'view' as const, sku: 'DEAR' },
        ]),
      ),
    );
    const request = { product_id: idOf.get('FLASK'), relation: 'complementary', diversity: 0 };
    const { recommendations, skus } = await recommend(request);
    expect(skus[0]).toBe('LAMP');
    expect(recommendations[0]?.reason).toContain('wanted together with it by 2 of your buyers');
    expect(skus).not.toContain('BOTTLE');
    expect(skus).toContain('CASE');
  });

  it('knows a buyer by what was posted, and does not recommend it again', async () => {
    await asTenant('tenant_a', async () => {
      const store = new InteractionStore(real.database);
      const event = { buyer_id: 'b9', kind: 'order' as const, sku: 'BOTTLE', event_id: 'e1' };
      expect(await store.record([event, { ...event, sku: 'NOPE', event_id: 'e2' }])).toEqual({
        accepted: 1,
        repeated: 0,
        unknown_products: ['NOPE'],
      });
      expect(await store.record([event])).toMatchObject({ accepted: 0, repeated: 1 });
    });
    const { skus, recommendations } = await recommend({ buyer_profile: { buyer_id: 'b9' } });
    expect(skus).toContain('DEAR');
    expect(skus).not.toContain('BOTTLE');
    expect(recommendations[0]?.reason).toContain('“Insulated bottle”, which was wanted before');
    const stranger = await recommend({ buyer_profile: { buyer_id: 'b9' } }, {}, 'tenant_b');
    expect(stranger.skus).toEqual([]);
  });

  it('recommends for a buyer by interests and past purchases, without what was bought', async () => {
    const { recommendations, skus } = await recommend({
      buyer_profile: {
        interests: ['desk lamp', 'insulated bottles'],
        past_product_ids: [idOf.get('BOTTLE'), 'prod_unknown'],
      },
      limit: 4,
    });
    expect(skus).not.toContain('BOTTLE');
    expect(skus).toEqual(expect.arrayContaining(['LAMP', 'DEAR']));
    const lamp = recommendations.find(({ product }) => product.sku === 'LAMP');
    expect(lamp?.reason).toBe('Matches the interest “desk lamp”: its name has “Desk”, “lamp”.');
  });

  it('applies the filters of the request to every kind', async () => {
    const filters = { category: 'Lighting' };
    for (const request of [
      { product_id: idOf.get('FLASK') },
      { inquiry },
      { buyer_profile: { interests: ['bottle'] } },
    ]) {
      const { skus } = await recommend({ ...request, filters });
      expect(skus.filter((sku) => sku !== 'LAMP')).toEqual([]);
    }
  });
});
