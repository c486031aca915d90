import type { ProductInput } from '@tradewind/contracts';
import type { JudgedQuery } from './judgement.js';

/** Every how many-th product is asked for by its numbers. */
const STEP = 37;

/** How people copy an article number: as it is, without its hyphen, with a space, in small letters, the model, with words around it. */
const WRITINGS: readonly ((product: ProductInput) => string)[] = [
  ({ sku }) => sku,
  ({ sku }) => sku.replace('-', ''),
  ({ sku }) => sku.replace('-', ' ').toLowerCase(),
  ({ model, brand }) => `${brand ?? ''} ${model ?? ''}`,
  ({ sku }) => `price for ${sku.toLowerCase()} please`,
  ({ sku, brand }) => `${brand ?? ''} ${sku}`,
];

/** One product answers: that with the number. */
export function partNumberQueries(products: readonly ProductInput[]): JudgedQuery[] {
  return products
    .filter((_, index) => index % STEP === 5)
    .map((wanted, index) => ({
      group: 'part numbers',
      query: WRITINGS[index % WRITINGS.length]?.(wanted) ?? wanted.sku,
      gradeOf: ({ sku }) => (sku === wanted.sku ? 3 : 0),
    }));
}

/** How they are mistyped: a character that looks like another, one twice, neighbours swapped, one left out. */
const SLIPS: readonly ((sku: string) => string)[] = [
  (sku) => sku.replace('0', 'O'),
  (sku) => sku.replace('1', 'l').toLowerCase(),
  (sku) => sku.replace(/\d$/, '$&$&'),
  (sku) => sku.replace(/^(.)(.)/, '$2$1'),
  (sku) => sku.replace(/(.)(.)$/, '$2$1'),
  (sku) => sku.replace(/^(.)./, '$1'),
];

/** One product answers, as long as no other has the number that was typed. */
export function mistypedNumberQueries(products: readonly ProductInput[]): JudgedQuery[] {
  const skus = new Set(products.map(({ sku }) => sku));
  return products
    .filter((_, index) => index % STEP === 11)
    .map((wanted, index) => ({ wanted, query: SLIPS[index % SLIPS.length]?.(wanted.sku) ?? wanted.sku }))
    .filter(({ query }) => !skus.has(query))
    .map(({ wanted, query }) => ({
      group: 'mistyped numbers',
      query,
      gradeOf: ({ sku }) => (sku === wanted.sku ? 3 : 0),
    }));
}
