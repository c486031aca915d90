import { describe, expect, it } from '@jest/globals';
import { oneSlipFrom, slipsBetween } from './spelling.js';

describe('oneSlipFrom', () => {
  it.each(['vacum', 'vaccuum', 'vacumu', 'vacuun', 'acuum', 'vacuums'])('reaches "vacuum" from "%s"', (slip) => {
    expect(oneSlipFrom(slip)).toContain('vacuum');
  });

  it('does not contain the word itself', () => {
    expect(oneSlipFrom('bottle')).not.toContain('bottle');
  });
});

describe('slipsBetween', () => {
  it.each([
    ['thremos', 'thermos', 1],
    ['stianles', 'stainless', 2],
    ['insulted', 'insulated', 1],
    ['cup', 'cup', 0],
    ['cup', 'mug', 2],
    ['', 'ab', 2],
  ])('counts %s → %s', (a, b, slips) => {
    expect(slipsBetween(a, b, 5)).toBe(slips);
    expect(slipsBetween(b, a, 5)).toBe(slips);
  });

  it('gives up above its limit', () => {
    expect(slipsBetween('kettle', 'umbrella', 2)).toBe(3);
  });

  it('agrees with oneSlipFrom', () => {
    for (const variant of oneSlipFrom('lamp')) expect(slipsBetween('lamp', variant, 2)).toBe(1);
  });
});
