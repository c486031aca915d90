import type { ProductFilters } from '@tradewind/contracts';

/** Values in the order of `match_products`' filter parameters; null does not filter. */
export function filterValues(filters: ProductFilters): (string | number | null)[] {
  return [
    filters.category ?? null,
    filters.brand ?? null,
    filters.origin ?? null,
    filters.currency ?? null,
    filters.price_min ?? null,
    filters.price_max ?? null,
    filters.max_min_order_quantity ?? null,
    filters.document_id ?? null,
  ];
}

/**
 * The same filters as SQL over `products p`, with parameters from `$firstParameter` on. A product without a minimum order can be
 * ordered in any quantity; one without a price fits no price range.
 */
export function filterConditions(
  filters: ProductFilters,
  firstParameter: number,
): { sql: string; values: (string | number)[] } {
  const conditions: string[] = [];
  const values: (string | number)[] = [];
  const add = (condition: (parameter: string) => string, value: string | number | undefined): void => {
    if (value === undefined) return;
    conditions.push(condition(`$${String(firstParameter + values.length)}`));
    values.push(value);
  };
  add((p) => `lower(p.category) = lower(${p})`, filters.category);
  add((p) => `lower(p.brand) = lower(${p})`, filters.brand);
  add((p) => `lower(p.origin) = lower(${p})`, filters.origin);
  add((p) => `p.price_currency = ${p}`, filters.currency);
  add((p) => `p.price_amount >= ${p}`, filters.price_min);
  add((p) => `p.price_amount <= ${p}`, filters.price_max);
  add((p) => `coalesce(p.min_order_quantity, 1) <= ${p}`, filters.max_min_order_quantity);
  add((p) => `p.document_id = ${p}`, filters.document_id);
  return { sql: conditions.length === 0 ? 'true' : conditions.join(' AND '), values };
}
