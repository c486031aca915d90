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
          attributes: steel,
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
      ]),
    );
    for (const { sku, product_id } of written) idOf.set(sku, product_id);
  });
  afterAll(() => real.drop());

  const serviceWith = (replaced: Partial<DealBrainDownstreams> = {}): RecommendationsService => {
    const downstreams = fakeDownstreams(replaced);
    const seeds = new SeedProducts(real.database);
    return new RecommendationsService(
      new ByProduct(seeds),
      new ByInquiry(new RequirementsReader(downstreams)),
      new ByProfile(seeds),
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

  it('searches for the inquiry as it is when the language model answers nonsense', async () => {
    const { skus, degraded } = await recommend({ inquiry }, { llm: llmSaying('nonsense') });
    expect(degraded).toEqual([{ stage: 'extract_requirements', reason: 'upstream.malformed' }]);
    expect(skus.slice(0, 3)).toEqual(expect.arrayContaining(['BOTTLE', 'BULK']));
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
