import type { ProductFilters } from '@tradewind/contracts';
import { termsOf } from '../../text/tokeniser.js';

/** For one filter the alternatives of which any will do, each as the terms that all have to be there. */
export type RequiredTerms = readonly (readonly string[])[];

/**
 * What the full-text index knows of filters: a product of the category "Power tools" has the terms of that name. Narrower than
 * nothing and wider than the filter itself, which is checked all the same; a filter whose value has no terms requires none.
 */
export function filterTerms({ category, brand, origin, attributes }: ProductFilters): RequiredTerms[] {
  const filters = [category, brand, origin, ...Object.values(attributes ?? {})];
  return filters.flatMap((value): RequiredTerms[] => {
    if (value === undefined) return [];
    const alternatives = (Array.isArray(value) ? value : [value]).map((each) => termsOf(each));
    return alternatives.every((terms) => terms.length > 0) ? [alternatives] : [];
  });
}

/** About which share of the products has what is required, 1 when nothing is; as if filters were independent of one another. */
export function shareOf(
  required: readonly RequiredTerms[],
  counts: ReadonlyMap<string, number>,
  products: number,
): number {
  return required.reduce((share, alternatives) => {
    const having = alternatives.reduce(
      (sum, terms) => sum + Math.min(...terms.map((term) => counts.get(term) ?? 0)),
      0,
    );
    return share * Math.min(1, having / Math.max(1, products));
  }, 1);
}

/** All that is required, as a boolean query; null when nothing is. */
export function requirement(required: readonly RequiredTerms[], quote: (term: string) => string): string | null {
  const conditions = required.map((alternatives) =>
    alternatives.map((terms) => `(${terms.map(quote).join(' & ')})`).join(' | '),
  );
  return conditions.length === 0 ? null : conditions.map((condition) => `(${condition})`).join(' & ');
}
