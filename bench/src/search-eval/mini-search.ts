import MiniSearch from 'minisearch';
import type { ProductInput } from '@tradewind/contracts';

const FIELDS = ['name', 'brand', 'model', 'sku', 'category', 'attributes', 'description', 'origin'];

/** The yardstick: MiniSearch over every field, with prefixes and a fuzziness of 0.2. */
export function miniSearch(products: readonly ProductInput[]): (query: string, limit: number) => string[] {
  const index = new MiniSearch<{ id: string }>({ fields: FIELDS, searchOptions: { prefix: true, fuzzy: 0.2 } });
  index.addAll(
    products.map((product) => ({
      ...product,
      id: product.sku,
      attributes: Object.entries(product.attributes).flat().join(' '),
    })),
  );
  return (query, limit) =>
    index
      .search(query)
      .slice(0, limit)
      .map(({ id }) => String(id));
}
