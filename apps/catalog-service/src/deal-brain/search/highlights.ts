import type { Highlight, Product } from '@tradewind/contracts';
import { matchedSpans, wantedTerms } from '../../text/matched-words.js';

/** Of a long field an excerpt is shown. */
const EXCERPT_CHARACTERS = 200;
const BEFORE_MATCH = 60;

/** The fields of a product that have words of the query, cut at them. Text, not markup: nothing to escape. */
export function highlightsOf(query: string, product: Product): Highlight[] {
  const wanted = wantedTerms(query);
  const fields: [string, string | null][] = [
    ['name', product.name],
    ['brand', product.brand],
    ['model', product.model],
    ['sku', product.sku],
    ['category', product.category],
    ['origin', product.origin],
    ...Object.entries(product.attributes).map(([name, value]): [string, string] => [`attributes.${name}`, value]),
    ['description', product.description],
  ];
  return fields.flatMap(([field, text]) => {
    const pieces = text === null ? [] : piecesOf(text, matchedSpans(wanted, text));
    return pieces.length === 0 ? [] : [{ field, pieces }];
  });
}

function piecesOf(text: string, spans: readonly (readonly [from: number, to: number])[]): Highlight['pieces'] {
  const [first] = spans;
  if (first === undefined) return [];
  const start = text.length <= EXCERPT_CHARACTERS ? 0 : Math.max(0, first[0] - BEFORE_MATCH);
  const end = Math.min(text.length, Math.max(start + EXCERPT_CHARACTERS, first[1]));
  const pieces: Highlight['pieces'] = [];
  let at = start;
  const add = (to: number, match: boolean): void => {
    if (to > at) pieces.push({ text: text.slice(at, to), match });
    at = Math.max(at, to);
  };
  for (const [from, to] of spans) {
    if (from >= end) break;
    add(Math.min(from, end), false);
    add(Math.min(to, end), true);
  }
  add(end, false);
  return pieces;
}
