import { describe, expect, it } from '@jest/globals';
import { filterTerms, requirement, shareOf } from './filter-terms.js';

const plain = (term: string): string => term;

describe('filterTerms', () => {
  it('requires the words of a category, a brand, an origin and attributes, and nothing of numbers', () => {
    const required = filterTerms({
      category: 'Hand Pump',
      attributes: { Colour: 'Red' },
      currency: 'USD',
      price_max: 5,
    });
    expect(requirement(required, plain)).toBe('((hand & pump)) & ((red))');
  });

  it('takes alternatives as such', () => {
    expect(requirement(filterTerms({ brand: ['Lux', 'Nord'] }), plain)).toBe('((lux) | (nord))');
  });

  it('requires nothing of a value without words', () => {
    expect(requirement(filterTerms({ brand: ['★', 'Nord'] }), plain)).toBeNull();
  });
});

describe('shareOf', () => {
  const counts = new Map([
    ['hand', 400],
    ['pump', 100],
    ['spain', 500],
    ['vietnam', 200],
  ]);

  it('is at most the share of the rarest word of each filter', () => {
    expect(shareOf(filterTerms({ category: 'Hand Pump' }), counts, 1000)).toBe(0.1);
    expect(shareOf(filterTerms({ category: 'Hand Pump', origin: 'Spain' }), counts, 1000)).toBe(0.05);
  });

  it('adds alternatives up', () => {
    expect(shareOf(filterTerms({ origin: ['Spain', 'Vietnam'] }), counts, 1000)).toBe(0.7);
  });

  it('is all of them without filters, and none for a word that nobody has', () => {
    expect(shareOf([], counts, 1000)).toBe(1);
    expect(shareOf(filterTerms({ brand: 'Nobody' }), counts, 1000)).toBe(0);
  });
});
