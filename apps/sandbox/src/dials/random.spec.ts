import { describe, expect, it } from '@jest/globals';
import { logNormalMs, seededRandom } from './random.js';

describe('seeded randomness', () => {
  it('repeats the same sequence for the same seed and another for another', () => {
    const draw = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('draws latencies with the dialled median and 99th percentile', () => {
    const random = seededRandom(1);
    const draws = Array.from({ length: 20_000 }, () => logNormalMs(120, 400 / 120, random)).sort((a, b) => a - b);
    expect(draws[10_000]).toBeGreaterThan(114);
    expect(draws[10_000]).toBeLessThan(126);
    expect(draws[19_800]).toBeGreaterThan(350);
    expect(draws[19_800]).toBeLessThan(450);
  });

  it('is constant without spread', () => {
    expect(logNormalMs(80, 1, seededRandom(1))).toBe(80);
  });
});
