import { describe, expect, it } from '@jest/globals';
import { mayBeMistyped, numbersOneSlipFrom, unlikelihood } from './number-slips.js';

describe('mistyped numbers', () => {
  it.each(['sc141', 'bw500x', '5c141', 'a1b2c3', '6204217'])('%s may be one', (term) => {
    expect(mayBeMistyped(term)).toBe(true);
  });

  it.each([
    ['a measure', '1500ml'],
    ['a size', '40x30x25'],
    ['a word', 'doublewall'],
    ['a quantity', '10000'],
    ['too short to tell', 'a4'],
    ['encoded data', 'a1'.repeat(20)],
  ])('%s is none', (_what, term) => {
    expect(mayBeMistyped(term)).toBe(false);
  });

  it.each([
    ['a character that looks like another', 'sci41', 'sc141', 0],
    ['neighbours swapped', 'sc114', 'sc141', 1],
    ['one too many', 'sc1441', 'sc141', 2],
    ['one missing', 'sc41', 'sc141', 2],
    ['another one', 'sc171', 'sc141', 3],
  ])('reaches %s', (_what, written, meant, expected) => {
    expect(numbersOneSlipFrom(written)).toContain(meant);
    expect(unlikelihood(written, meant)).toBe(expected);
  });

  it('puts no letters into a number without any', () => {
    expect(numbersOneSlipFrom('620421').every((number) => /^\d+$/.test(number))).toBe(true);
  });
});
