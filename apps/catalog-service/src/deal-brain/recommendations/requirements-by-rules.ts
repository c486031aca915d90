import type { Requirements } from './requirements.js';

const NUMBER = String.raw`(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)\s*(k\b|thousand\b|mil\b|万|千)?`;
const CURRENCIES: readonly (readonly [code: string, written: string])[] = [
  ['USD', String.raw`US\$|USD|dollars?|dólares|美元|美金|\$`],
  ['EUR', 'EUR|euros?|欧元|€'],
  ['GBP', 'GBP|pounds?|英镑|£'],
  ['CNY', 'CNY|RMB|yuan|人民币|元|¥|￥'],
];
const CURRENCY = CURRENCIES.map(([, written]) => written).join('|');
const MONEY = String.raw`(?:(${CURRENCY})\s*${NUMBER}|${NUMBER}\s*(${CURRENCY}))`;
const TOTAL = /\b(?:total|in all|altogether|overall|budget of|whole order)\b|总共|总计|总预算|一共|en total/i;
const EACH = /\b(?:each|per|apiece|a piece|unit|cada)\b|\/\s*(?:pc|unit|piece)|单价|每[个件只台套把支双箱]|一[个件只]/i;
const QUANTITY = new RegExp(
  String.raw`${NUMBER}\s*(?:x\s+)?(?:pcs?\b|pieces?\b|units?\b|sets?\b|pairs?\b|cartons?\b|boxes\b|piezas\b|unidades\b|个|件|只|套|台|把|支|双|箱|(?!(?:ml|mm|cm|kg|mah|hz|kw|day|days|week|weeks|inch|inches|litre|litres|liter|liters|hour|hours)\b)\p{L}{4,})`,
  'giu',
);
const ORIGIN =
  /\b(?:made in|manufactured in|produced in|origin(?: from)?:?|hecho en|fabricado en)\s+([\p{Lu}][\p{L}]+(?: [\p{Lu}][\p{L}]+)?)|(?:产地|原产地?)[:：为是]?\s*([\p{Script=Han}]{2,4})/u;

export interface RequirementsByRules extends Requirements {
  /** Whether the price is a total divided by the quantity. */
  from_total: boolean;
}

/** What an inquiry says in so many words, for when no language model can read it: quantity, highest price, origin. Keywords are the inquiry itself. */
export function requirementsByRules(inquiry: string): RequirementsByRules {
  const price = unitPrice(inquiry);
  const origin = ORIGIN.exec(inquiry);
  return {
    keywords: [],
    category: null,
    max_price_amount: price?.amount ?? null,
    price_currency: price?.currency ?? null,
    quantity: quantityIn(withoutMoney(inquiry)),
    origin: origin?.[1] ?? origin?.[2] ?? null,
    from_total: price?.fromTotal ?? false,
  };
}

interface Price {
  amount: number;
  currency: string;
  fromTotal: boolean;
}

/** The first sum that is not one for everything together; a total is divided by the quantity. */
function unitPrice(inquiry: string): Price | null {
  const sums = [...inquiry.matchAll(new RegExp(MONEY, 'giu'))].flatMap((match) => {
    const [, before, first, firstTimes, second, secondTimes, after] = match;
    const amount = valueOf(first ?? second, firstTimes ?? secondTimes);
    const currency = currencyOf(before ?? after ?? '');
    if (currency === undefined || !(amount > 0)) return [];
    const around = inquiry.slice(Math.max(0, match.index - 30), match.index + match[0].length + 25);
    return [{ amount, currency, total: TOTAL.test(around) && !EACH.test(around) }];
  });
  const unit = sums.find(({ total }) => !total);
  if (unit !== undefined) return { amount: unit.amount, currency: unit.currency, fromTotal: false };
  const [whole] = sums;
  const quantity = quantityIn(withoutMoney(inquiry));
  if (whole === undefined || quantity === null) return null;
  return { amount: Math.floor((whole.amount / quantity) * 1e4) / 1e4, currency: whole.currency, fromTotal: true };
}

function quantityIn(text: string): number | null {
  const quantities = [...text.matchAll(QUANTITY)].map(([, digits, times]) => valueOf(digits, times));
  return quantities.find((quantity) => Number.isInteger(quantity) && quantity >= 2) ?? null;
}

function withoutMoney(text: string): string {
  return text.replace(new RegExp(MONEY, 'giu'), ' ; ');
}

function valueOf(digits: string | undefined, times: string | undefined): number {
  if (digits === undefined) return Number.NaN;
  const plain = /^\d{1,3}(?:,\d{3})+/.test(digits) ? digits.replaceAll(',', '') : digits.replace(',', '.');
  const factor = times === undefined ? 1 : times === '万' ? 10_000 : 1_000;
  return Number(plain) * factor;
}

function currencyOf(written: string): string | undefined {
  return CURRENCIES.find(([, forms]) => new RegExp(`^(?:${forms})$`, 'iu').test(written))?.[0];
}
