import { describe, expect, it } from '@jest/globals';
import { candidateBound, candidateQuery, MAX_CANDIDATES } from './candidate-query.js';

const known = (term: string, products: number) => ({ term, products, trust: 1 });
const query = (terms: ReturnType<typeof known>[], products: number): string =>
  candidateQuery(terms, products, (term) => term);

describe('candidateQuery', () => {
  it('takes any term while all of them together stay within the bound', () => {
    expect(query([known('steel', 900), known('flask', 40), known('sc141', 1)], 2_000)).toBe('sc141 | flask | steel');
  });

  it('takes frequent terms in pairs only', () => {
    const wide = MAX_CANDIDATES * 3;
    expect(query([known('steel', wide), known('sc141', 1), known('black', wide)], 1_000_000)).toBe(
      'sc141 | (steel & black)',
    );
  });

  it('stops at the bound, the rarest first', () => {
    const terms = [known('a', 3_000), known('b', 1_500), known('c', 1_000)];
    expect(query(terms, 10_000)).toBe('c | b');
  });

  it('searches for the one term there is, however frequent', () => {
    expect(query([known('steel', 400_000)], 500_000)).toBe('steel');
  });

  it('needs all of the rarest when even pairs are too many', () => {
    const terms = [known('a', 400_000), known('b', 390_000), known('c', 380_000), known('d', 450_000)];
    expect(query(terms, 500_000)).toBe('(c & b & a)');
  });

  it('looks at fewer for a short list of a large catalogue', () => {
    expect(candidateBound(1_000_000, 100)).toBe(2_000);
    expect(candidateBound(1_000_000, MAX_CANDIDATES)).toBe(MAX_CANDIDATES);
    expect(candidateBound(50_000, 100)).toBe(MAX_CANDIDATES);
    const terms = [known('a', 3_000), known('b', 1_500), known('c', 1_000)];
    expect(candidateQuery(terms, 1_000_000, (term) => term, 2_000)).toBe('c | (b & a)');
  });
});
