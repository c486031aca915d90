import { createHash } from 'node:crypto';
import type { CatalogueItem } from './catalogue-item.js';

/** Models embed and rerank a few hundred tokens; the end of a long description adds nothing but cost. */
const MAX_DESCRIPTION_CHARACTERS = 800;
/** Of the whole text, however many attributes there are. */
const MAX_CHARACTERS = 4000;

/** A product in the words that an embedding model or a reranker reads. */
export function productText(
  product: Pick<CatalogueItem, 'name' | 'brand' | 'model' | 'category' | 'description' | 'origin'> & {
    attributes: Record<string, string>;
  },
): string {
  const facts = Object.entries(product.attributes).map(([name, value]) => `${name}: ${value}`);
  const title = [product.brand, product.name, product.model].filter(Boolean).join(' ');
  return [title, product.category, ...facts, product.origin, product.description?.slice(0, MAX_DESCRIPTION_CHARACTERS)]
    .filter(Boolean)
    .join('\n')
    .slice(0, MAX_CHARACTERS);
}

/** Equal for equal texts: a product whose text has not changed keeps its vector. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
