import { describe, expect, it } from '@jest/globals';
import { queryTerms } from './query-terms.js';

const terms = (query: string): string[] => queryTerms(query).map(({ term }) => term);

describe('queryTerms', () => {
  it.each([
    ['We are looking for a vacuum flask, please', ['vacuum', 'flask']],
    ['busco una botella de acero', ['botel', 'acer']],
    ['我们需要 保温 500ml', ['保温', '500', 'ml', '500ml']],
    ['steel steel STEEL', ['steel']],
  ])('keeps what tells products apart: %s', (query, expected) => {
    expect(terms(query)).toEqual(expected);
  });

  it('keeps stop words when there is nothing else', () => {
    expect(terms('the who')).toEqual(['the', 'who']);
  });

  it('is bounded for a long inquiry', () => {
    expect(terms(Array.from({ length: 500 }, (_, index) => `w${String(index)}`).join(' ')).length).toBeLessThanOrEqual(
      96,
    );
  });
});
