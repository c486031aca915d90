import type { CatalogueItem } from '../../deal-brain/catalogue/catalogue-item.js';
import type { ExtractedProduct } from './claims.js';
import { canonicalAmount, type PageFacts } from './verbatim.js';

const MAX_NAME = 300;
const MAX_WORD = 120;
const MAX_DESCRIPTION = 8_000;
const MAX_ATTRIBUTES = 50;
const MAX_ATTRIBUTE_NAME = 80;
const MAX_ATTRIBUTE_VALUE = 300;
const MAX_QUANTITY = 2_147_483_647;

export interface CheckedProduct {
  /** Null when the product itself could not be believed. */
  item: CatalogueItem | null;
  /** Claims that do not stand on the page. */
  dropped: number;
}

/**
 * Turns the model's claim into a catalogue item. The article number is its identity, so without it on the page the product is
 * dropped; a price or a minimum order that is not on the page is dropped from the product.
 */
export function toCatalogueItem(
  claim: ExtractedProduct,
  facts: PageFacts | undefined,
  documentId: string,
): CheckedProduct {
  const sku = clip(claim.sku ?? claim.model, MAX_WORD);
  const name = clip(claim.name, MAX_NAME);
  if (!facts || sku === null || name === null || !facts.hasCode(sku)) return { item: null, dropped: 1 };
  const price = priceOf(claim, sku, facts);
  const quantity = quantityOf(claim.min_order_quantity, facts);
  const claimsPrice = claim.price_amount !== null && claim.price_amount.trim() !== '';
  return {
    item: {
      sku,
      name,
      brand: clip(claim.brand, MAX_WORD),
      model: clip(claim.model, MAX_WORD),
      category: clip(claim.category, MAX_WORD),
      description: clip(claim.description, MAX_DESCRIPTION),
      attributes: attributesOf(claim),
      price,
      min_order_quantity: quantity,
      origin: clip(claim.origin, MAX_WORD),
      source: { document_id: documentId, page: claim.page },
    },
    dropped: Number(claimsPrice && price === null) + Number(claim.min_order_quantity !== null && quantity === null),
  };
}

function priceOf(claim: ExtractedProduct, sku: string, facts: PageFacts): CatalogueItem['price'] {
  const currency = claim.price_currency?.trim().toUpperCase() ?? '';
  if (claim.price_amount === null || !/^[A-Z]{3}$/.test(currency) || !facts.hasPrice(sku, claim.price_amount))
    return null;
  const amount = canonicalAmount(claim.price_amount);
  return /^\d{1,12}(\.\d{1,6})?$/.test(amount) ? { amount, currency } : null;
}

function quantityOf(quantity: number | null, facts: PageFacts): number | null {
  if (quantity === null || !Number.isInteger(quantity) || quantity < 1 || quantity > MAX_QUANTITY) return null;
  return facts.hasAmount(String(quantity)) ? quantity : null;
}

function attributesOf(claim: ExtractedProduct): Record<string, string> {
  const attributes = new Map<string, string>();
  for (const { name, value } of claim.attributes.slice(0, MAX_ATTRIBUTES)) {
    const key = clip(name, MAX_ATTRIBUTE_NAME);
    const text = clip(value, MAX_ATTRIBUTE_VALUE);
    if (key !== null && text !== null) attributes.set(key, text);
  }
  return Object.fromEntries(attributes);
}

function clip(text: string | null, max: number): string | null {
  const trimmed =
    text
      ?.replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, max)
      .trim() ?? '';
  return trimmed === '' ? null : trimmed;
}
