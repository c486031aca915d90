import type { Product } from '@tradewind/contracts';
import { tokenise } from '../../text/tokeniser.js';

/**
 * Whether a sentence about a product claims no number and no part number that neither the product's own fields nor the query have.
 * These are what a buyer would act on and what can be checked; a sentence that fails is dropped rather than repaired.
 */
export function isGrounded(sentence: string, product: Product, query: string): boolean {
  if (sentence === '') return false;
  const given = new Set(tokenise(`${fieldsOf(product)}\n${query}`).map(({ term }) => canonical(term)));
  return tokenise(sentence).every(
    ({ term, kind }) => (kind !== 'number' && kind !== 'part') || !/\d/.test(term) || given.has(canonical(term)),
  );
}

function fieldsOf(product: Product): string {
  return [
    product.name,
    product.brand,
    product.model,
    product.sku,
    product.category,
    product.description,
    product.origin,
    ...Object.entries(product.attributes).flat(),
    product.price && `${product.price.amount} ${product.price.currency}`,
    product.min_order_quantity?.toString(),
  ]
    .filter(Boolean)
    .join('\n');
}

/** "3.20" and "3.2" are one number. */
function canonical(term: string): string {
  return /^\d+(?:\.\d+)?$/.test(term) ? String(Number(term)) : term;
}
