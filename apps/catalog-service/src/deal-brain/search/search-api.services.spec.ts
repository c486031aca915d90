import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProductFilters, SearchRequest, SearchResponse } from '@tradewind/contracts';
import { createTestDatabase, type TestDatabase } from '@tradewind/platform/testing';
import { UpstreamError } from '@tradewind/upstream';
import { ProductCatalogue } from '../catalogue/product-catalogue.js';
import { fakeDownstreams } from '../testing/fake-downstreams.js';
import { asTenant } from '../testing/in-scope.js';
import { item } from '../testing/products.js';
import { searchRequest, searchServiceOf } from '../testing/search-service.js';
import { TuningStore } from '../tuning/tuning-store.js';
import type { SearchService } from './search.service.js';

const down = { embed: () => Promise.reject(new UpstreamError('breaker.open', 'Down.')) };
const BRANDS = ['Hydra', 'Nord', 'hydra'];
const COLOURS = ['Black', 'white', 'black'];

/** 240 flasks and 60 lamps, of every brand, colour and price. */
const CATALOGUE = Array.from({ length: 300 }, (_, index) =>
  item({
    sku: `P-${String(index).padStart(3, '0')}`,
    name: index < 240 ? `Steel flask number ${String(index)}` : `Desk lamp number ${String(index)}`,
    category: index < 240 ? 'Drinkware' : 'Lighting',
    brand: BRANDS[index % 3] ?? null,
    attributes: { Colour: COLOURS[index % 3] ?? '', Size: String(index % 4) },
    price: { amount: `${String((index * 7) % 90)}.50`, currency: index % 5 === 0 ? 'EUR' : 'USD' },
    min_order_quantity: 10 + ((index * 13) % 50),
    origin: index % 2 === 0 ? 'China' : 'Vietnam',
  }),
);

describe('the search API on a real PostgreSQL', () => {
  let real: TestDatabase;
  let catalogue: ProductCatalogue;
  let service: SearchService;
  let tuning: TuningStore;

  beforeAll(async () => {
    real = await createTestDatabase({ connections: 8 });
    const downstreams = fakeDownstreams({ embedding: down });
    catalogue = new ProductCatalogue(real.database, downstreams);
    tuning = new TuningStore(real.database);
    service = searchServiceOf(real.database, downstreams, undefined, tuning);
    await asTenant('tenant_a', () => catalogue.upsert(CATALOGUE));
  });
  afterAll(() => real.drop());

  const search = (fields: Partial<SearchRequest> & { query: string }): Promise<SearchResponse> =>
    asTenant('tenant_a', () => service.search(searchRequest(fields)));
  const skus = ({ results }: SearchResponse): string[] => results.map(({ product }) => product.sku);
  const pages = async (fields: Partial<SearchRequest> & { query: string }, between = () => Promise.resolve()) => {
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await search({ ...fields, ...(cursor ? { cursor } : {}) });
      seen.push(...skus(page));
      cursor = page.next_cursor;
      await between();
    } while (cursor !== null);
    return seen;
  };

  it('counts every facet value as many times as a search with that filter finds', async () => {
    const { facets, total } = await search({
      query: 'flask',
      facets: ['brand', 'category', 'origin', 'price', 'attributes'],
    });
    expect(total).toEqual({ value: 240, relation: 'eq' });
    expect(facets?.category).toEqual([{ value: 'Drinkware', count: 240 }]);
    expect(facets?.brand?.map(({ count }) => count)).toEqual([160, 80]);
    expect(facets?.price).toMatchObject([
      { currency: 'USD', count: 192, min: '1.5', max: '89.5' },
      { currency: 'EUR', count: 48 },
    ]);
    const narrowed: [ProductFilters, number][] = [
      ...(facets?.brand ?? []).map(({ value, count }): [ProductFilters, number] => [{ brand: value }, count]),
      ...(facets?.origin ?? []).map(({ value, count }): [ProductFilters, number] => [{ origin: value }, count]),
      ...(facets?.attributes ?? []).flatMap(({ name, values }) =>
        values.map(({ value, count }): [ProductFilters, number] => [{ attributes: { [name]: value } }, count]),
      ),
    ];
    expect(narrowed.length).toBeGreaterThan(8);
    for (const [filters, count] of narrowed)
      expect((await search({ query: 'flask', filters, facets: ['category'] })).total.value).toBe(count);
  });

  it('takes several values of one filter as alternatives, and several filters together', async () => {
    const found = await pages({
      query: 'flask',
      filters: { brand: ['NORD', 'nobody'], attributes: { colour: ['WHITE'], size: ['1', '2'] } },
      limit: 50,
    });
    const wanted = CATALOGUE.filter(
      (each, index) => index < 240 && each.brand === 'Nord' && [1, 2].includes(index % 4),
    );
    expect(found.sort()).toEqual(wanted.map(({ sku }) => sku));
  });

  it('sorts clear matches by price within a currency, by quantity and by age, page after page', async () => {
    const byPrice = await pages({ query: 'flask', filters: { currency: 'USD' }, sort: 'price_asc', limit: 50 });
    const price = (sku: string): number => Number(CATALOGUE.find((each) => each.sku === sku)?.price?.amount);
    expect(byPrice).toHaveLength(192);
    expect(byPrice.map(price)).toEqual([...byPrice.map(price)].sort((a, b) => a - b));
    const [first] = skus(await search({ query: 'flask', sort: 'price_desc', limit: 1 }));
    expect(price(first ?? '')).toBe(89.5);
    const byQuantity = await search({ query: 'lamp', sort: 'min_order_quantity', limit: 50 });
    const quantities = byQuantity.results.map(({ product }) => product.min_order_quantity ?? 1);
    expect(quantities).toEqual([...quantities].sort((a, b) => a - b));
  });

  it('pages through concurrent writes without repeating or skipping a product that has not changed', async () => {
    const changed = new Set<string>();
    let round = 0;
    const write = async (): Promise<void> => {
      round += 1;
      const victims = CATALOGUE.filter((_, index) => index < 240 && index % 40 === round);
      for (const { sku } of victims) changed.add(sku);
      await asTenant('tenant_a', async () => {
        // Term statistics move, new products match better, others go or become something else.
        await catalogue.upsert(
          Array.from({ length: 20 }, (_, index) =>
            item({ sku: `NEW-${String(round)}-${String(index)}`, name: 'flask flask', category: 'Drinkware' }),
          ),
        );
        await catalogue.upsert(
          victims.slice(0, 3).map((each) => ({ ...each, name: 'Umbrella', category: 'Umbrellas' })),
        );
        for (const { sku } of victims.slice(3)) {
          const [row] = await real.database.tenant((manager) =>
            manager.query<{ product_id: string }[]>(`SELECT product_id FROM products WHERE sku = $1`, [sku]),
          );
          await catalogue.delete(row?.product_id ?? '');
        }
      });
    };
    const wanted = await pages({ query: 'steel flask', filters: { category: 'Drinkware' }, sort: 'newest', limit: 50 });
    const found = await pages(
      { query: 'steel flask', filters: { category: 'Drinkware' }, sort: 'newest', limit: 30 },
      write,
    );
    expect(wanted.length).toBe(240);
    expect(new Set(found).size).toBe(found.length);
    expect(wanted.filter((sku) => !changed.has(sku) && !found.includes(sku))).toEqual([]);
    expect(found.filter((sku) => sku.startsWith('NEW'))).toEqual([]);
    await asTenant('tenant_a', async () => {
      await real.database.tenant((manager) => manager.query(`DELETE FROM products WHERE sku LIKE 'NEW%'`));
      await catalogue.upsert(CATALOGUE);
    });
  });

  it('refuses the cursor of another search and one that was tampered with', async () => {
    const { next_cursor: cursor } = await search({ query: 'flask', limit: 5 });
    const refused = expect.objectContaining({ code: 'request.cursor_invalid', status: 400 });
    await expect(search({ query: 'lamp', cursor: cursor ?? '' })).rejects.toEqual(refused);
    await expect(search({ query: 'flask', cursor: (cursor ?? '').slice(0, -40) })).rejects.toEqual(refused);
    await expect(search({ query: 'flask', cursor: 'AAAA' })).rejects.toEqual(refused);
  });

  it('shows a tenant nothing of another through its cursor', async () => {
    const { next_cursor: cursor } = await search({ query: 'flask', limit: 5 });
    const stolen = await asTenant('tenant_b', () =>
      service.search(searchRequest({ query: 'flask', cursor: cursor ?? '' })),
    );
    expect(stolen.results).toEqual([]);
  });

  it('finds by synonyms and says so, lifts by boosts, and keeps both to their tenant', async () => {
    expect((await search({ query: 'canteen' })).match).toBe('none');
    await asTenant('tenant_a', async () => {
      await tuning.replaceSynonyms([{ terms: ['canteen', 'flask'] }]);
      await tuning.replaceBoosts([{ when: { sku: 'P-111' }, factor: 5 }]);
    });
    const found = await search({ query: 'canteen', limit: 3 });
    expect(found.understood.synonyms).toEqual(['flask']);
    expect(skus(found)[0]).toBe('P-111');
    await asTenant('tenant_b', async () => {
      await tuning.replaceSynonyms([{ terms: ['canteen', 'lamp'] }]);
      expect((await tuning.current()).boosts).toEqual([]);
    });
    await asTenant('tenant_a', async () => {
      expect((await tuning.current()).synonyms).toEqual([{ terms: ['canteen', 'flask'] }]);
      await tuning.replaceSynonyms([]);
      await tuning.replaceBoosts([]);
    });
  });

  it('says which filter it gave up when nothing passes, and which words nobody has', async () => {
    const relaxed = await search({ query: 'desk lamp', filters: { category: 'Lighting', origin: 'Peru' } });
    expect(relaxed).toMatchObject({ match: 'relaxed', relaxed: { filters: ['origin'], terms: [], min_score: false } });
    expect(relaxed.results.every(({ product }) => product.category === 'Lighting')).toBe(true);
    const unknown = await search({ query: 'qqxxzz desk lamp' });
    expect(unknown.understood.unmatched).toEqual(['qqxxzz']);
    expect(unknown.match).toBe('direct');
    expect(await search({ query: 'qqxxzz' })).toMatchObject({
      match: 'none',
      results: [],
      relaxed: null,
      next_cursor: null,
    });
    expect(await search({ query: 'qqxxzz jjkkvv flask' })).toMatchObject({
      match: 'relaxed',
      relaxed: { filters: [], terms: ['qqxxzz', 'jjkkvv'] },
    });
    const weak = await search({ query: 'steel lamp', min_score: 0.99 });
    expect(weak).toMatchObject({ match: 'relaxed', relaxed: { filters: [], min_score: true } });
  });

  it('shows scores and times of every stage when asked', async () => {
    const { debug, results } = await search({ query: 'steel flask', limit: 1, debug: true, highlight: true });
    expect(debug?.stages.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(['text', 'embedding', 'read', 'rerank']),
    );
    expect(results[0]?.debug).toMatchObject({ text_rank: expect.any(Number), vector: null, boost: 1 });
    expect(results[0]?.highlights?.[0]?.field).toBe('name');
  });
});
