import type { Boost, Product } from '@tradewind/contracts';
import { fold } from '../../text/folding.js';

/** What a product's score is multiplied by: the product of all boosts that apply, kept between a hundredth and a hundred. */
export function boostOf(product: Product, boosts: readonly Boost[]): number {
  const factor = boosts.reduce((so, { when, factor }) => (applies(when, product) ? so * factor : so), 1);
  return Math.min(100, Math.max(0.01, factor));
}

function applies(when: Boost['when'], { sku, brand, category, origin }: Product): boolean {
  return (
    isOneOf(when.sku, sku) &&
    isOneOf(when.brand, brand) &&
    isOneOf(when.category, category) &&
    isOneOf(when.origin, origin)
  );
}

function isOneOf(wanted: string | string[] | undefined, value: string | null): boolean {
  if (wanted === undefined) return true;
  return value !== null && [wanted].flat().some((word) => fold(word) === fold(value));
}
