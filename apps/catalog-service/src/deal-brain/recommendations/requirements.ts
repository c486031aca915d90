import type { ProductFilters } from '@tradewind/contracts';
import { z } from 'zod';
import { fold } from '../../text/folding.js';
import { tokenise } from '../../text/tokeniser.js';

/** What the language model reads out of an inquiry. */
export const Requirements = z.object({
  keywords: z.array(z.string().max(200)).max(50),
  category: z.string().nullable(),
  max_price_amount: z.union([z.number(), z.string()]).nullable(),
  price_currency: z.string().nullable(),
  quantity: z.number().nullable(),
  origin: z.string().nullable(),
});
export type Requirements = z.infer<typeof Requirements>;

/** "2k", "5 thousand" and "3万" are the numbers an inquiry may have written shorter than the model reads them. */
const MULTIPLIERS = [1, 1_000, 10_000];

/** What to search for: the keywords, or the inquiry itself when there are none. The origin is a filter and no search word. */
export function needOf({ keywords, category, origin }: Requirements, inquiry: string): string {
  const words = [...keywords, category ?? ''].map((word) => word.trim()).filter(Boolean);
  const place = origin === null ? '' : fold(origin.trim());
  const wanted = [...new Set(words)].filter((word) => fold(word) !== place);
  return wanted.length === 0 ? inquiry : wanted.join(' ');
}

/**
 * The caller's filters, with the inquiry's hard constraints where the caller set none: unit price, quantity, origin. A number or
 * place that the inquiry does not contain was made up by the model and constrains nothing, unless it is the unit price that was
 * `reckoned` from a total of the inquiry's.
 */
export function constrain(
  filters: ProductFilters,
  requirements: Requirements,
  inquiry: string,
  reckoned: Requirements['max_price_amount'] = null,
): ProductFilters {
  const constrained = { ...filters };
  const numbers = numbersIn(inquiry);
  const price = Number(requirements.max_price_amount ?? Number.NaN);
  const currency = requirements.price_currency;
  if (
    filters.price_max === undefined &&
    price > 0 &&
    (numbers.has(price) || price === Number(reckoned ?? Number.NaN)) &&
    currency !== null &&
    /^[A-Z]{3}$/.test(currency)
  ) {
    if (filters.currency === undefined || filters.currency === currency)
      Object.assign(constrained, { price_max: price, currency });
  }
  const quantity = requirements.quantity;
  if (filters.max_min_order_quantity === undefined && quantity !== null && quantity >= 1 && numbers.has(quantity)) {
    constrained.max_min_order_quantity = Math.floor(quantity);
  }
  const origin = requirements.origin?.trim();
  if (filters.origin === undefined && origin && isIn(origin, inquiry)) constrained.origin = origin;
  return constrained;
}

function numbersIn(text: string): Set<number> {
  const numbers = tokenise(text)
    .filter(({ kind }) => kind === 'number')
    .map(({ term }) => Number(term));
  return new Set(numbers.flatMap((number) => MULTIPLIERS.map((factor) => number * factor)));
}

function isIn(phrase: string, text: string): boolean {
  const terms = new Set(tokenise(text).map(({ term }) => term));
  return tokenise(phrase).every(({ term }) => terms.has(term));
}
