import { currencyOf, plainAmount } from '../money.js';
import type { Field } from './labels.js';

/** One product as the task's schema wants it. */
export interface ProductRecord {
  sku: string;
  name: string;
  brand: string | null;
  model: string | null;
  category: string | null;
  description: string | null;
  attributes: { name: string; value: string }[];
  price_amount: string | null;
  price_currency: string | null;
  min_order_quantity: number | null;
  origin: string | null;
  page: number;
}

export interface Draft {
  fields: Partial<Record<Field, string>>;
  attributes: { name: string; value: string }[];
  page: number;
}

export function draftOn(page: number): Draft {
  return { fields: {}, attributes: [], page };
}

/** Things a page says once for all its products. */
export interface Defaults {
  /** What a page says it lists, where a row does not name its product. */
  title: string | null;
  currency: string | null;
  origin: string | null;
}

/** Letters and digits of an article number; at least one digit, no spaces, not a plain small number or a measure. */
const article = /^(?=[\p{L}\d./_-]*\d)[\p{L}\d][\p{L}\d./_-]{2,39}$/u;
const measure = /^\d+(?:[.,]\d+)?(?:mm|cm|m|ml|l|g|kg|w|kw|v|a|pcs|pc|ah|hz|k|lm|days?|年|个|件|只|套|℃)?$/i;

export function looksLikeSku(text: string): boolean {
  const trimmed = text.trim();
  return (
    article.test(trimmed) &&
    (!measure.test(trimmed) || /^\d{5,}$/.test(trimmed)) &&
    !/^\d{4}-\d{2}(-\d{2})?$/.test(trimmed)
  );
}

/** Of a cell under such a head: some makers write their numbers in groups, `AF 14-G38`. */
export function isArticleNumber(text: string): boolean {
  return looksLikeSku(text) || (/^\p{Lu}{1,4} \S+$/u.test(text.trim()) && looksLikeSku(text.replace(' ', '')));
}

/** A record, or undefined when what was read lacks an article number or a name. */
export function recordOf({ fields, attributes, page }: Draft, defaults: Defaults): ProductRecord | undefined {
  const sku = (fields.sku ?? fields.model)?.trim();
  const name = (fields.name ?? fields.description ?? fields.model ?? defaults.title)?.trim();
  if (sku === undefined || name === undefined || sku === '' || name === '' || !isArticleNumber(sku)) return undefined;
  const amount = fields.price === undefined ? null : plainAmount(fields.price);
  const currency = [fields.price, fields.currency]
    .flatMap((text) => (text === undefined ? [] : [currencyOf(text)]))
    .find((code) => code !== null);
  const quantity = fields.moq === undefined ? null : plainAmount(fields.moq);
  return {
    sku,
    name: name.slice(0, 300),
    brand: fields.brand?.trim() ?? null,
    model: fields.model?.trim() ?? null,
    category: fields.category?.trim() ?? null,
    description:
      fields.description === undefined || fields.description === name ? null : fields.description.trim().slice(0, 2000),
    attributes: attributes.map((one) => ({
      name: one.name.trim().slice(0, 80),
      value: one.value.trim().slice(0, 300),
    })),
    price_amount: amount,
    price_currency: amount === null ? null : (currency ?? defaults.currency),
    min_order_quantity: quantity === null ? null : Math.max(1, Math.round(Number(quantity))),
    origin: fields.origin?.trim() ?? defaults.origin,
    page,
  };
}
