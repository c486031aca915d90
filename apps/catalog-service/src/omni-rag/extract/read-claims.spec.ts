import { describe, expect, it } from '@jest/globals';
import { readClaims } from './read-claims.js';

const product = {
  sku: 'A-1',
  name: 'Lamp {"brass"] \\ "old"',
  brand: null,
  model: null,
  category: null,
  description: null,
  attributes: [{ name: 'Weight', value: '2 kg' }],
  price_amount: '12.50',
  price_currency: 'USD',
  min_order_quantity: 100,
  origin: null,
  page: 1,
};
const answer = JSON.stringify({ products: [product, { ...product, sku: 'A-2' }] });
const skus = (text: string) => readClaims(text)?.claims.map(({ sku }) => sku);

describe('readClaims', () => {
  it('reads a list as it was asked for', () => {
    expect(readClaims(answer)).toEqual({ claims: [product, { ...product, sku: 'A-2' }], malformed: 0 });
    expect(readClaims('{"products":[]}')).toEqual({ claims: [], malformed: 0 });
  });

  it('finds it in a code fence, among words and without its name', () => {
    expect(skus(`\`\`\`json\n${answer}\n\`\`\``)).toEqual(['A-1', 'A-2']);
    expect(skus(`Here are the products:\n${answer}\nAnything else?`)).toEqual(['A-1', 'A-2']);
    expect(skus(JSON.stringify([product]))).toEqual(['A-1']);
  });

  it('keeps what is whole of an answer that was cut off', () => {
    expect(skus(answer.slice(0, -20))).toEqual(['A-1']);
  });

  it('leaves out and counts one product in a wrong form, not the list', () => {
    const mixed = JSON.stringify({
      products: [{ ...product, page: 'somewhere' }, 'A-9', ['A-8'], product, { sku: {} }],
    });
    expect(readClaims(mixed)).toMatchObject({ claims: [{ sku: 'A-1' }], malformed: 3 });
  });

  it('takes numbers for text, text for numbers and absence for null', () => {
    const loose =
      '{"products":[{"sku":7001,"name":"Lamp","price_amount":12.5,"min_order_quantity":"1,000 pcs","page":"2"}]}';
    expect(readClaims(loose)?.claims).toEqual([
      expect.objectContaining({
        sku: '7001',
        price_amount: '12.5',
        min_order_quantity: 1_000,
        page: 2,
        attributes: [],
      }),
    ]);
  });

  it('finds no list where there is none', () => {
    expect(readClaims('I cannot help with that.')).toBeUndefined();
    expect(readClaims('')).toBeUndefined();
  });
});
