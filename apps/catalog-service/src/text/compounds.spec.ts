import { describe, expect, it } from '@jest/globals';
import { joinedTerms, splits } from './compounds.js';

describe('joinedTerms', () => {
  it('writes neighbours as one word, stemmed', () => {
    expect(joinedTerms(['lunch', 'boxes', 'steel'])).toEqual(['lunchbox', 'boxessteel']);
  });

  it('joins nothing short and nothing of another script', () => {
    expect(joinedTerms(['usb', 'c', 'cable'])).toEqual([]);
    expect(joinedTerms(['термос', 'steel'])).toEqual([]);
  });
});

describe('splits', () => {
  it('cuts a word wherever three letters stay on both sides', () => {
    expect(splits('hexbolt')).toEqual([
      ['hex', 'bolt'],
      ['hexb', 'olt'],
    ]);
    expect(splits('bolts')).toEqual([]);
  });
});
