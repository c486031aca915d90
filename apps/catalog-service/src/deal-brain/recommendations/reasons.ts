import type { Product, ProductFilters } from '@tradewind/contracts';
import { fold } from '../../text/folding.js';
import { matchedWords, wantedTerms } from '../../text/matched-words.js';

const MAX_WORDS = 5;
const MAX_ATTRIBUTES = 3;
/** Prices this near are called close. */
const CLOSE_PRICE = 0.25;

/** What of a need stands in which of the product's fields, in the words of the fields. Empty when nothing does. */
export function matchFacts(need: string, product: Product): string[] {
  const wanted = wantedTerms(need);
  const facts: string[] = [];
  const title = [product.name, product.brand, product.model].flatMap((field) => matchedWords(wanted, field));
  if (title.length > 0) facts.push(`its name has ${quoted(title)}`);
  if (product.category !== null && matchedWords(wanted, product.category).length > 0)
    facts.push(`it is in category “${product.category}”`);
  const attributes = Object.entries(product.attributes).filter(([, value]) => matchedWords(wanted, value).length > 0);
  facts.push(...attributes.slice(0, MAX_ATTRIBUTES).map(([name, value]) => `${name}: ${value}`));
  if (facts.length === 0) {
    const words = matchedWords(wanted, product.description);
    if (words.length > 0) facts.push(`its description mentions ${quoted(words)}`);
  }
  return facts;
}

/** How a product meets limits that were set. Filters guarantee that it does; the numbers are the product's own. */
export function constraintFacts(filters: ProductFilters, product: Product): string[] {
  const facts: string[] = [];
  if (filters.price_max !== undefined && product.price !== null) {
    facts.push(`its price of ${money(product.price)} is within ${String(filters.price_max)} ${product.price.currency}`);
  }
  if (filters.max_min_order_quantity !== undefined) {
    const quantity = String(filters.max_min_order_quantity);
    if (product.min_order_quantity === null) facts.push(`no minimum order is stated for it`);
    else facts.push(`its minimum order of ${String(product.min_order_quantity)} is within ${quantity}`);
  }
  if (filters.origin !== undefined && product.origin !== null) facts.push(`its origin is ${product.origin}`);
  return facts;
}

/** What makes a product of another kind go with one. */
export function complementFacts(seed: Product, product: Product): string[] {
  const category = product.category === null ? [] : [`it is of the category “${product.category}”`];
  return [...category, ...similarityFacts(seed, product).filter((fact) => !fact.startsWith('a close price'))];
}

/** What two products have in common, read from the fields of both. */
export function similarityFacts(seed: Product, product: Product): string[] {
  const facts: string[] = [];
  if (equal(seed.category, product.category)) facts.push(`the same category “${product.category ?? ''}”`);
  if (equal(seed.brand, product.brand)) facts.push(`the same brand ${product.brand ?? ''}`);
  const shared = Object.entries(product.attributes).filter(([name, value]) => equal(seed.attributes[name], value));
  facts.push(...shared.slice(0, MAX_ATTRIBUTES).map(([name, value]) => `the same ${name}: ${value}`));
  const title = matchedWords(wantedTerms(seed.name), product.name);
  if (title.length > 0) facts.push(`${quoted(title)} in both names`);
  if (closePrices(seed, product) && product.price !== null && seed.price !== null) {
    facts.push(`a close price, ${money(product.price)} to ${money(seed.price)}`);
  }
  return facts;
}

/**
 * One sentence of what matches and, behind it, of the limits that are met. When nothing matches it says so: only the meaning is near,
 * which is all that is known then.
 */
export function sentence(opening: string, matches: readonly string[], limits: readonly string[] = []): string {
  const facts = matches.length === 0 ? ['near in meaning, with no words in common'] : matches;
  return `${opening}: ${[...facts, ...limits].join('; ')}.`;
}

function closePrices({ price: a }: Product, { price: b }: Product): boolean {
  if (a === null || b === null || a.currency !== b.currency) return false;
  const [one, other] = [Number(a.amount), Number(b.amount)];
  return one > 0 && Math.abs(other - one) / one <= CLOSE_PRICE;
}

function equal(a: string | null | undefined, b: string | null | undefined): boolean {
  return Boolean(a) && Boolean(b) && fold(a ?? '') === fold(b ?? '');
}

function money({ amount, currency }: NonNullable<Product['price']>): string {
  return `${amount} ${currency}`;
}

function quoted(words: readonly string[]): string {
  return [...new Set(words)]
    .slice(0, MAX_WORDS)
    .map((word) => `“${word}”`)
    .join(', ');
}
