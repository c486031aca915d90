import type { Boost, Product, SearchSort } from '@tradewind/contracts';
import { boostOf } from '../tuning/boost.js';
import type { ScoredProduct } from './scored-product.js';

/** Ordered by price, the best match is a poor first if the second best would do: this much of the best one's words makes a match. */
const CLEAR_SHARE = 0.6;

/** Multiplies scores by the tenant's boosts; the order follows, equal scores keep theirs. */
export function boosted(products: readonly ScoredProduct[], boosts: readonly Boost[]): ScoredProduct[] {
  if (boosts.length === 0) return [...products];
  return products
    .map((each) => {
      const boost = boostOf(each.product, boosts);
      return { ...each, boost, score: each.score * boost };
    })
    .sort((a, b) => b.score - a.score);
}

/**
 * Those that clearly match: an order by price or age would otherwise begin with products that share a colour with the query. When
 * none has words of the query all are as near in meaning as can be had.
 */
export function clearMatches(products: readonly ScoredProduct[]): ScoredProduct[] {
  const best = Math.max(0, ...products.map(({ evidence }) => evidence.text ?? 0));
  return best === 0 ? [...products] : products.filter(({ evidence }) => (evidence.text ?? 0) >= best * CLEAR_SHARE);
}

/** In another order than relevance; what has no such value comes last, equal ones by id so that the order is one. */
export function sortedBy(products: readonly ScoredProduct[], sort: Exclude<SearchSort, 'relevance'>): ScoredProduct[] {
  const compare = comparison(sort, products);
  return [...products].sort(
    (a, b) => compare(a.product, b.product) || (a.product.product_id < b.product.product_id ? -1 : 1),
  );
}

type Comparison = (a: Product, b: Product) => number;

function comparison(sort: Exclude<SearchSort, 'relevance'>, products: readonly ScoredProduct[]): Comparison {
  switch (sort) {
    case 'newest':
      return (a, b) => Date.parse(b.created_at) - Date.parse(a.created_at);
    case 'min_order_quantity':
      return (a, b) => (a.min_order_quantity ?? 1) - (b.min_order_quantity ?? 1);
    case 'price_asc':
    case 'price_desc':
      return byPrice(products, sort === 'price_asc' ? 1 : -1);
  }
}

/** Sums in different currencies do not compare, so each currency is a block: the one of most products first. */
function byPrice(products: readonly ScoredProduct[], direction: 1 | -1): Comparison {
  const counts = new Map<string, number>();
  for (const { product } of products)
    if (product.price !== null) counts.set(product.price.currency, (counts.get(product.price.currency) ?? 0) + 1);
  const blocks = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([currency]) => currency);
  return ({ price: a }, { price: b }) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return blocks.indexOf(a.currency) - blocks.indexOf(b.currency) || direction * (Number(a.amount) - Number(b.amount));
  };
}
