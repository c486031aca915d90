import { describe, expect, it } from '@jest/globals';
import type { Product } from '@tradewind/contracts';
import fc from 'fast-check';
import { product } from '../testing/products.js';
import { constraintFacts, matchFacts, sentence, similarityFacts } from './reasons.js';

const flask = product();

describe('matchFacts', () => {
  it('names the fields that answer the need, spelt as the product spells them', () => {
    expect(matchFacts('stainless VACUUM flasks for a hotel', flask)).toEqual([
      'its name has “Vacuum”, “Flask”',
      'material: 304 stainless steel',
    ]);
  });

  it('reads Chinese fields by words', () => {
    const cup = product({ name: '不锈钢保温杯500ml', attributes: { 材质: '不锈钢' }, brand: null, model: null });
    expect(matchFacts('不锈钢 500毫升', cup)).toEqual(['its name has “不锈钢”, “500ml”', '材质: 不锈钢']);
  });

  it('falls back to the description, and to nothing', () => {
    expect(matchFacts('tea', flask)).toEqual(['its description mentions “tea”']);
    expect(matchFacts('umbrella', flask)).toEqual([]);
  });

  it('quotes nothing that the product does not contain, whatever is asked', () => {
    const words = fc.constantFrom(
      'vacuum',
      'flasks',
      'Teas',
      '500',
      'ml',
      'steel',
      'umbrella',
      'SC141',
      'drinkware',
      '保温杯',
      'é',
      '…',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 8 }), (asked) => {
        const facts = matchFacts(asked.join(' '), flask).join('; ');
        for (const [, quote = ''] of facts.matchAll(/“([^”]*)”/g)) expect(allText(flask)).toContain(quote);
      }),
    );
  });
});

describe('constraintFacts', () => {
  it('sets the limits beside the numbers of the product', () => {
    expect(
      constraintFacts({ price_max: 4, currency: 'USD', max_min_order_quantity: 2000, origin: 'china' }, flask),
    ).toEqual([
      'its price of 3.20 USD is within 4 USD',
      'its minimum order of 500 is within 2000',
      'its origin is China',
    ]);
  });

  it('does not make a minimum order up', () => {
    expect(constraintFacts({ max_min_order_quantity: 10 }, product({ min_order_quantity: null }))).toEqual([
      'no minimum order is stated for it',
    ]);
  });
});

describe('similarityFacts', () => {
  it('names what both products have', () => {
    const other = product({
      product_id: 'prod_2',
      name: 'Vacuum Jug 1 l',
      price: { amount: '3.50', currency: 'USD' },
      attributes: { material: '304 Stainless Steel' },
    });
    expect(similarityFacts(flask, other)).toEqual([
      'the same category “Drinkware”',
      'the same brand Hydra',
      'the same material: 304 Stainless Steel',
      '“Vacuum” in both names',
      'a close price, 3.50 USD to 3.20 USD',
    ]);
  });

  it('compares no prices across currencies, and no missing fields', () => {
    const other = product({
      name: 'Umbrella',
      brand: null,
      category: null,
      attributes: {},
      price: { amount: '3.20', currency: 'EUR' },
    });
    expect(similarityFacts(product({ brand: null, category: null }), other)).toEqual([]);
  });
});

describe('sentence', () => {
  it('admits when only the meaning is near', () => {
    expect(sentence('Fits the inquiry', [], ['its origin is China'])).toBe(
      'Fits the inquiry: near in meaning, with no words in common; its origin is China.',
    );
  });
});

function allText(of: Product): string {
  return [of.name, of.brand, of.model, of.category, of.description, ...Object.values(of.attributes)].join(' ');
}
