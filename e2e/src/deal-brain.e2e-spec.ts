import { describe, expect, it } from '@jest/globals';
import { ImportResponse, ProductList, SearchResponse } from '@tradewind/contracts';
import { call, product } from './support/product.js';

const search = async (body: object): Promise<SearchResponse> =>
  SearchResponse.parse((await call('/deal-brain/search', { body })).body);

describe('dealBrain over HTTP', () => {
  it('takes NDJSON and CSV as they come, reports bad lines, and finds and lists what was written', async () => {
    const lines = Array.from({ length: 1200 }, (_, index) =>
      index === 700
        ? '{"sku":'
        : JSON.stringify({
            sku: `XQ-${String(index)}`,
            name: `Quokka plush toy ${String(index)}`,
            brand: 'Quokkaland',
          }),
    );
    const imported = await call('/deal-brain/products', {
      method: 'PUT',
      rawBody: lines.join('\n'),
      headers: { 'content-type': 'application/x-ndjson' },
    });
    expect(ImportResponse.parse(imported.body)).toMatchObject({ upserted: 1199, failed: 1, errors: [{ line: 701 }] });
    const table = await call('/deal-brain/products', {
      method: 'PUT',
      rawBody: '货号,名称,品牌\nXQ-CSV,"毛绒玩具, 袋鼠",Quokkaland\n',
      headers: { 'content-type': 'text/csv' },
    });
    expect(ImportResponse.parse(table.body)).toMatchObject({ upserted: 1, failed: 0 });
    const list = ProductList.parse((await call('/deal-brain/products?brand=quokkaland&limit=1')).body);
    expect(list.data[0]?.sku).toBe('XQ-CSV');
    expect(list.next_cursor).not.toBeNull();
    const found = await search({
      query: 'quokka toy',
      filters: { brand: ['Quokkaland'] },
      facets: ['brand'],
      limit: 20,
    });
    expect(found.facets?.brand).toEqual([{ value: 'Quokkaland', count: found.total.value }]);
    const next = await search({
      query: 'quokka toy',
      filters: { brand: ['Quokkaland'] },
      limit: 20,
      cursor: found.next_cursor,
    });
    const first = new Set(found.results.map((hit) => hit.product.sku));
    expect(next.results.filter((hit) => first.has(hit.product.sku))).toEqual([]);
    expect(next.results.length).toBe(20);
  });

  it('streams results before explanations, and the whole answer last', async () => {
    const { apiKey, edgeUrl } = product();
    const response = await fetch(new URL('/deal-brain/search', edgeUrl), {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: 'stainless steel vacuum flask', limit: 2, explain: true }),
    });
    const events = [...(await response.text()).matchAll(/^event: (\w+)$/gm)].map(([, name]) => name);
    expect(events).toEqual(['results', 'explanation', 'explanation', 'result']);
  });

  it('says what it gave up when nothing passes the filters', async () => {
    const answer = await search({ query: 'vacuum flask', filters: { origin: 'Atlantis' } });
    expect(answer).toMatchObject({ match: 'relaxed', relaxed: { filters: ['origin'] } });
    expect(answer.results.length).toBeGreaterThan(0);
  });
});
