import { describe, expect, it } from '@jest/globals';
import type { ExtractedProduct } from './claims.js';
import { toCatalogueItem } from './to-catalogue-item.js';
import { PageFacts } from './verbatim.js';

const facts = new PageFacts('BM-1101\tBronze horn cleat\t11.20\t100');
const claim = (changes: Partial<ExtractedProduct> = {}): ExtractedProduct => ({
  sku: 'BM-1101',
  name: 'Bronze horn cleat',
  brand: null,
  model: null,
  category: null,
  description: null,
  attributes: [],
  price_amount: '11.20',
  price_currency: 'usd',
  min_order_quantity: 100,
  origin: null,
  page: 2,
  ...changes,
});

describe('toCatalogueItem', () => {
  it('keeps a claim that stands on the page, with its source', () => {
    expect(toCatalogueItem(claim(), facts, 'doc_1')).toEqual({
      dropped: 0,
      item: expect.objectContaining({
        sku: 'BM-1101',
        price: { amount: '11.2', currency: 'USD' },
        min_order_quantity: 100,
        source: { document_id: 'doc_1', page: 2 },
      }),
    });
  });

  it('drops and counts a product whose article number is not on the page', () => {
    expect(toCatalogueItem(claim({ sku: 'BM-1102' }), facts, 'doc_1')).toEqual({ item: null, dropped: 1 });
    expect(toCatalogueItem(claim({ sku: null }), facts, 'doc_1')).toEqual({ item: null, dropped: 1 });
  });

  it('drops and counts a price that is not on the page, and keeps the product', () => {
    expect(toCatalogueItem(claim({ price_amount: '10.20' }), facts, 'doc_1')).toMatchObject({
      dropped: 1,
      item: { price: null },
    });
  });

  it('drops and counts a minimum order that is not on the page', () => {
    expect(toCatalogueItem(claim({ min_order_quantity: 5_000 }), facts, 'doc_1')).toMatchObject({
      dropped: 1,
      item: { min_order_quantity: null },
    });
  });

  it('believes no claim about a page the model was not shown', () => {
    expect(toCatalogueItem(claim({ page: 9 }), undefined, 'doc_1').item).toBeNull();
  });
});
