import type { ProductFilters } from '@tradewind/contracts';
import { benchProduct, benchQuery, type BenchProduct } from './catalogue.js';

export interface Question {
  text: string;
  filters: ProductFilters;
}

/** What buyers narrow a search to, from a wide filter to a narrow one; each fits the product the question came from. */
export const FILTERS: Record<string, (product: BenchProduct) => ProductFilters> = {
  origin: ({ origin }) => ({ origin }),
  'order quantity': ({ min_order_quantity }) => ({ max_min_order_quantity: min_order_quantity }),
  category: ({ category }) => ({ category }),
  price: ({ price: { amount, currency } }) => ({
    currency,
    price_min: Number(amount) * 0.5,
    price_max: Number(amount) * 1.5 + 1,
  }),
  'category and origin': ({ category, origin }) => ({ category, origin }),
  brand: ({ brand }) => ({ brand }),
};

/** A question a tenant's buyer might ask, always with a filter. */
export function question(tenant: number, size: number, random: () => number): Question {
  const product = benchProduct(tenant, Math.floor(random() * size));
  const kinds = Object.values(FILTERS);
  const filters = kinds[Math.floor(random() * kinds.length)]?.(product) ?? {};
  return { text: benchQuery(product, random), filters };
}
