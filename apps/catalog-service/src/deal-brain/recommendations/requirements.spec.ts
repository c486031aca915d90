import { describe, expect, it } from '@jest/globals';
import { constrain, needOf, type Requirements } from './requirements.js';

const none: Requirements = {
  keywords: [],
  category: null,
  max_price_amount: null,
  price_currency: null,
  quantity: null,
  origin: null,
};
const inquiry = 'We need 2,000 insulated bottles made in China, budget 4 USD each';

describe('constrain', () => {
  it('turns what the inquiry demands into filters', () => {
    const read = { ...none, max_price_amount: 4, price_currency: 'USD', quantity: 2000, origin: 'China' };
    expect(constrain({}, read, inquiry)).toEqual({
      price_max: 4,
      currency: 'USD',
      max_min_order_quantity: 2000,
      origin: 'China',
    });
  });

  it.each<[what: string, made: Partial<Requirements>]>([
    ['price', { max_price_amount: '3.99', price_currency: 'USD' }],
    ['quantity', { quantity: 750 }],
    ['origin', { origin: 'Vietnam' }],
    ['currency', { max_price_amount: 4, price_currency: 'dollars' }],
  ])('ignores a %s that the model made up', (_what, made) => {
    expect(constrain({}, { ...none, ...made }, inquiry)).toEqual({});
  });

  it.each([
    ['2k bottles', 2000],
    ['3万个水杯', 30000],
    ['1.5 thousand cups', 1500],
  ])('believes a number written short: %s', (text, quantity) => {
    expect(constrain({}, { ...none, quantity }, text)).toEqual({ max_min_order_quantity: quantity });
  });

  it('never overrules the filters of the caller', () => {
    const given = { price_max: 3, currency: 'EUR', max_min_order_quantity: 100, origin: 'Spain' };
    const read = { ...none, max_price_amount: 4, price_currency: 'USD', quantity: 2000, origin: 'China' };
    expect(constrain(given, read, inquiry)).toEqual(given);
    expect(constrain({ currency: 'EUR' }, read, inquiry)).toMatchObject({
      currency: 'EUR',
      max_min_order_quantity: 2000,
    });
    expect(constrain({ currency: 'EUR' }, read, inquiry).price_max).toBeUndefined();
  });
});

describe('needOf', () => {
  it('is the keywords and the category, or else the inquiry itself', () => {
    expect(needOf({ ...none, keywords: ['insulated bottle', ' '], category: 'Drinkware' }, inquiry)).toBe(
      'insulated bottle Drinkware',
    );
    expect(needOf(none, inquiry)).toBe(inquiry);
  });

  it('does not search for the place that is filtered by', () => {
    expect(needOf({ ...none, keywords: ['bottle', 'china'], origin: 'China' }, inquiry)).toBe('bottle');
  });
});
