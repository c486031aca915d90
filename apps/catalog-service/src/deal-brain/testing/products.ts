import type { Product } from '@tradewind/contracts';
import type { CatalogueItem } from '../catalogue/catalogue-item.js';
import type { Evidence } from '../retrieval/evidence.js';

export function item(fields: Partial<CatalogueItem> & { sku: string; name: string }): CatalogueItem {
  return { attributes: {}, ...fields };
}

export function product(fields: Partial<Product> = {}): Product {
  return {
    product_id: 'prod_1',
    sku: 'SC-141',
    name: 'Vacuum Flask 500 ml',
    brand: 'Hydra',
    model: 'SC-141',
    category: 'Drinkware',
    description: 'Keeps tea hot for 12 hours.',
    attributes: { material: '304 stainless steel', colour: 'black' },
    price: { amount: '3.20', currency: 'USD' },
    min_order_quantity: 500,
    origin: 'China',
    source: null,
    created_at: '2026-01-01T00:00:00.000Z',
    updated_at: '2026-01-01T00:00:00.000Z',
    ...fields,
  };
}

/** Found by full text, with half of what was asked for. */
export function evidence(fields: Partial<Evidence> = {}): Evidence {
  return { text: 0.5, textRank: 1, vector: null, vectorRank: null, ...fields };
}
