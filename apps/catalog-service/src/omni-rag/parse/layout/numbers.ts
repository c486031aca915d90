/** `12.50`, `￥1,280.00`, `US$ 3.20/pc`, `100`, `12.5 元`: a figure with at most its unit. */
const FIGURE =
  /^[^\p{L}\d]*(?:[A-Z]{2,3}\s?\$?\s*)?\d[\d\s.,'’]*(?:\s?[\p{L}\p{Sc}%]{1,4})?(?:\s?\/\s?\p{L}{1,5})?\.?$/u;
/** `SKU: …`, `单价：…` or a price: what the lines of a product card have. */
const CARD_LINE = /[:：]|\p{Sc}\s?\d|\b(?:USD|EUR|CNY|RMB|GBP)\b/u;

export function isFigure(text: string): boolean {
  return text.length <= 24 && FIGURE.test(text.trim());
}

export function isCardLine(text: string): boolean {
  return CARD_LINE.test(text);
}
