/** ISO code by every way the price lists of the trade write it; longer forms first. */
const currencies: [RegExp, string][] = [
  [/HK\$|HKD|港币|港元/i, 'HKD'],
  [/US\s?\$|USD|美元|dollars?|dólares/i, 'USD'],
  [/EUR|€|欧元|euros?/i, 'EUR'],
  [/GBP|£|英镑/i, 'GBP'],
  [/CNY|RMB|[¥￥]|人民币|元/i, 'CNY'],
  [/JPY|日元/i, 'JPY'],
  [/\$/, 'USD'],
];

/** The ISO 4217 code a text names, null when it names none. */
export function currencyOf(text: string): string | null {
  return currencies.find(([pattern]) => pattern.test(text))?.[1] ?? null;
}

const multiples: Record<string, number> = { k: 1000, thousand: 1000, mil: 1000, 千: 1000, 万: 10_000 };

/** The first number of a text with thousands separators and `k`, `万` understood. */
export function parseAmount(text: string): number | null {
  const match = /(\d[\d,]*(?:\.\d+)?)\s?(k\b|thousand|mil\b|万|千)?/i.exec(text);
  if (match?.[1] === undefined) return null;
  const value = Number(match[1].replaceAll(',', ''));
  return Number.isFinite(value) ? value * (multiples[match[2]?.toLowerCase() ?? ''] ?? 1) : null;
}

/** `1.250,00`, `1.250.000,5` and `12,50`: a comma that cannot group thousands is decimal. */
const DECIMAL_COMMA = /^(?:\d{1,3}(?:\.\d{3})+,\d+|\d+,\d{1,2})$/;

/** `1,250.00` and `1.250,00` → `1250.00`: the digits as printed, without separators. */
export function plainAmount(text: string): string | null {
  const printed = /\d+(?:[.,]\d+)*/.exec(text)?.[0];
  if (printed === undefined) return null;
  if (DECIMAL_COMMA.test(printed)) return printed.replaceAll('.', '').replace(',', '.');
  return /\d[\d,]*(?:\.\d+)?/.exec(printed)?.[0].replaceAll(',', '') ?? null;
}
