import { z } from 'zod';
import { ExtractedProduct } from './claims.js';

/** What could be read of a model's answer. */
export interface ReadClaims {
  claims: ExtractedProduct[];
  /** Products that were there but in no usable form. */
  malformed: number;
}

/** Numbers where text was asked for, text where a number was, things left out: what weaker models make of a schema. */
const text = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : (value ?? null)),
  z.string().nullable(),
);
const number = z.preprocess(
  (value) => (typeof value === 'string' ? Number(/\d[\d,]*/.exec(value)?.[0].replaceAll(',', '') ?? NaN) : value),
  z.number(),
);
const LenientProduct = z.object({
  ...ExtractedProduct.shape,
  sku: text,
  name: text,
  brand: text,
  model: text,
  category: text,
  description: text,
  attributes: z.array(z.object({ name: text, value: text })).nullish(),
  price_amount: text,
  price_currency: text,
  min_order_quantity: number.nullable().catch(null),
  origin: text,
  page: number,
});

/**
 * Reads a list of products out of an answer, however it is wrapped: bare, in a code fence, with words around it, or cut off, in which
 * case everything before the cut counts. One product in a wrong form does not cost the others.
 *
 * @returns undefined when there is no list in it.
 */
export function readClaims(answer: string): ReadClaims | undefined {
  const start = listStart(answer);
  if (start < 0) return undefined;
  const claims: ExtractedProduct[] = [];
  let malformed = 0;
  for (const candidate of objectsIn(answer, start)) {
    const product = LenientProduct.safeParse(parsed(candidate));
    if (product.success) claims.push({ ...product.data, attributes: attributesOf(product.data.attributes) });
    else malformed += 1;
  }
  return { claims, malformed };
}

function listStart(answer: string): number {
  const named = /"products"\s*:\s*\[/.exec(answer);
  if (named) return named.index + named[0].length;
  const bare = /^\s*(?:```\w*\s*)?\[/.exec(answer);
  return bare ? bare[0].length : -1;
}

/** The objects directly in the list that begins at `start`; the last one only if it is whole. */
function* objectsIn(answer: string, start: number): Generator<string> {
  let depth = 0;
  let begin = start;
  let inString = false;
  for (let at = start; at < answer.length; at += 1) {
    const character = answer[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') {
      if (depth === 0) begin = at;
      depth += 1;
    } else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth < 0) return;
      if (depth === 0) yield answer.slice(begin, at + 1);
    }
  }
}

function parsed(candidate: string): unknown {
  try {
    return JSON.parse(candidate);
  } catch {
    return undefined;
  }
}

function attributesOf(given: z.infer<typeof LenientProduct>['attributes']): ExtractedProduct['attributes'] {
  return (given ?? []).flatMap(({ name, value }) => (name === null || value === null ? [] : [{ name, value }]));
}
