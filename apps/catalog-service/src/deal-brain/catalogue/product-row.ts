import type { Product } from '@tradewind/contracts';

/** A row of `products` without its search columns, as the driver returns it. */
export interface ProductRow {
  product_id: string;
  sku: string;
  name: string;
  brand: string | null;
  model: string | null;
  category: string | null;
  description: string | null;
  attributes: Record<string, string>;
  /** A numeric, which the driver leaves as text so that no digit is lost. */
  price_amount: string | null;
  price_currency: string | null;
  /** A bigint, which the driver leaves as text. */
  min_order_quantity: string | null;
  origin: string | null;
  document_id: string | null;
  page: number | null;
  created_at: Date;
  updated_at: Date;
}

/** Select list for {@link ProductRow}. */
export const PRODUCT_COLUMNS = `product_id, sku, name, brand, model, category, description, attributes,
  price_amount, price_currency, min_order_quantity, origin, document_id, page, created_at, updated_at`;

export function toProduct(row: ProductRow): Product {
  return {
    product_id: row.product_id,
    sku: row.sku,
    name: row.name,
    brand: row.brand,
    model: row.model,
    category: row.category,
    description: row.description,
    attributes: row.attributes,
    price:
      row.price_amount === null || row.price_currency === null
        ? null
        : { amount: amountOf(row.price_amount), currency: row.price_currency },
    min_order_quantity: row.min_order_quantity === null ? null : Number(row.min_order_quantity),
    origin: row.origin,
    source: row.document_id === null || row.page === null ? null : { document_id: row.document_id, page: row.page },
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

/** At least two decimals, as prices are written, and no more than were given: `3.200000` is "3.20", `0.012500` is "0.0125". */
function amountOf(numeric: string): string {
  const [whole = '0', decimals = ''] = numeric.split('.');
  return `${whole}.${decimals.replace(/0+$/, '').padEnd(2, '0')}`;
}
