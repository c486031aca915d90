import { createHash } from 'node:crypto';
import { tokenise } from '../../text/tokeniser.js';
import type { CatalogueItem } from './catalogue-item.js';

/** How much a field says about what a product is: A its title, B the facts about it, D what is said around them. */
type Weight = 'A' | 'B' | 'D';

export interface IndexTerms {
  /** Text form of a tsvector: each term once, with the weight of the best field it stands in. */
  tsvector: string;
  /** Tokens of name, brand and model: the length that ranking normalises by. */
  titleLength: number;
}

/** Four characters that begin every lexeme of a tenant (see {@link lexeme}). Two tenants sharing them cost time, not correctness. */
const TENANT_KEY_CHARACTERS = 4;
/** Keeps the longest description within PostgreSQL's 1 MB for a tsvector; later fields, which say less, lose terms first. */
const MAX_TERMS = 4000;

export function tenantKey(tenantId: string): string {
  return createHash('sha256').update(tenantId).digest('base64url').slice(0, TENANT_KEY_CHARACTERS);
}

/**
 * A term as it is stored: with the tenant in front, so that an entry of the full-text index lists rows of one tenant and a search
 * does not pay for the size of its neighbours. Quoted for tsvector and tsquery.
 */
export function lexeme(key: string, term: string): string {
  return `'${key}${term}'`;
}

/** What of a product can be searched, with its weights. */
export function indexTerms(item: CatalogueItem, tenantId: string): IndexTerms {
  const weights = new Map<string, Weight>();
  const add = (text: string | null | undefined, weight: Weight): number => {
    if (!text) return 0;
    const tokens = tokenise(text);
    for (const { term } of tokens) if (!weights.has(term)) weights.set(term, weight);
    return tokens.length;
  };
  // Best fields first: the first weight stays.
  const titleLength = add(item.name, 'A') + add(item.brand, 'A') + add(item.model, 'A');
  add(item.sku, 'A');
  add(item.category, 'B');
  add(item.origin, 'B');
  for (const value of Object.values(item.attributes)) add(value, 'B');
  for (const name of Object.keys(item.attributes)) add(name, 'D');
  add(item.description, 'D');

  const key = tenantKey(tenantId);
  const tsvector = [...weights]
    .slice(0, MAX_TERMS)
    .map(([term, weight]) => `${lexeme(key, term)}:1${weight}`)
    .join(' ');
  return { tsvector, titleLength };
}
