import type { ProductFilters } from '@tradewind/contracts';

/** From the filter a buyer gives up most easily to the one that says what is wanted at all. */
const GIVEN_UP_FIRST = [
  'document_id',
  'max_min_order_quantity',
  'currency',
  'price',
  'origin',
  'attributes',
  'brand',
  'category',
];

/** The names of the filters that are set, in the order in which they would be given up: `price` is a range, `attributes.colour` one attribute. */
export function activeFilters(filters: ProductFilters): string[] {
  const names = Object.entries(filters).flatMap(([name, value]): string[] => {
    if (value === undefined) return [];
    if (name === 'attributes')
      return Object.keys(filters.attributes ?? {}).map((attribute) => `attributes.${attribute}`);
    return [name === 'price_min' || name === 'price_max' ? 'price' : name];
  });
  const place = (name: string): number => GIVEN_UP_FIRST.indexOf(name.split('.')[0] ?? '');
  return [...new Set(names)].sort((a, b) => place(a) - place(b));
}

/** The filters without those named. Without its currency a price range is gone, too. */
export function without(filters: ProductFilters, names: readonly string[]): ProductFilters {
  const left: ProductFilters = { ...filters };
  for (const name of names) {
    if (name === 'price' || name === 'currency') {
      delete left.price_min;
      delete left.price_max;
    }
    if (name === 'document_id') delete left.document_id;
    if (name === 'max_min_order_quantity') delete left.max_min_order_quantity;
    if (name === 'currency') delete left.currency;
    if (name === 'category') delete left.category;
    if (name === 'brand') delete left.brand;
    if (name === 'origin') delete left.origin;
  }
  if (left.attributes !== undefined) {
    const kept = Object.entries(left.attributes).filter(([attribute]) => !names.includes(`attributes.${attribute}`));
    left.attributes = Object.fromEntries(kept);
  }
  return left;
}
