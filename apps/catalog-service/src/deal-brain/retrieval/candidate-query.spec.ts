import { describe, expect, it } from '@jest/globals';
import { candidateBound, candidateQueries, MAX_CANDIDATES } from './candidate-query.js';

const known = (term: string, products: number) => ({ term, products, trust: 1 });
const queries = (
  terms: ReturnType<typeof known>[],
  products: number,
  { bound = MAX_CANDIDATES, share = 1 } = {},
): string[] => candidateQueries(terms, (term) => term, { products, bound, share });

describe('candidateQueries', () => {
  it('takes any term while all of them together stay within the bound', () => {
    expect(queries([known('steel', 900), known('flask', 40), known('sc141', 1)], 2_000)).toEqual([
      'sc141 | flask | steel',
    ]);
  });

  it('asks for the telling half first, then takes frequent terms in pairs only', () => {
    const wide = MAX_CANDIDATES * 3;
    expect(queries([known('steel', wide), known('sc141', 1), known('black', wide)], 1_000_000)).toEqual([
      '(sc141 & steel)',
      '(sc141 | (steel & black)) & !(sc141 & steel)',
    ]);
  });

  it('stops at the bound, the rarest first', () => {
    const terms = [known('a', 3_000), known('b', 1_500), known('c', 1_000)];
    expect(queries(terms, 10_000)[1]).toBe('(c | b) & !(c & b)');
  });

  it('searches for the one term there is, however frequent', () => {
    expect(queries([known('steel', 400_000)], 500_000)).toEqual(['steel']);
  });

  it('needs the rarest two when even pairs are too many', () => {
    const terms = [known('a', 400_000), known('b', 390_000), known('c', 380_000), known('d', 450_000)];
    expect(queries(terms, 500_000)).toEqual(['(c & b & a)', '((c & b)) & !(c & b & a)']);
  });

  it('takes more where filters leave fewer', () => {
    const terms = [known('a', 4_000), known('b', 6_000)];
    expect(queries(terms, 500_000, { bound: 600 })).toEqual(['(a & b)']);
    expect(queries(terms, 500_000, { bound: 600, share: 0.05 })).toEqual(['a | b']);
  });

  it('does not read a frequent term to the end for the few that pass a filter', () => {
    const terms = [known('a', 4_000), known('b', 60_000)];
    expect(queries(terms, 500_000, { bound: 600, share: 0.005 })).toEqual(['(a & b)', '(a) & !(a & b)']);
  });

  it('reads no more of the index than it may, whatever may be expected to match', () => {
    const terms = [known('a', 15_000), known('b', 16_000), known('c', 17_000), known('d', 18_000)];
    expect(queries(terms, 1_000_000)[1]).toBe('((a & b)) & !(a & b & c)');
  });

  it('looks at fewer for a short list', () => {
    expect(candidateBound(100)).toBe(300);
    expect(candidateBound(MAX_CANDIDATES)).toBe(MAX_CANDIDATES);
  });
});
