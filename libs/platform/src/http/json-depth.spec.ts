import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nestsDeeperThan } from './json-depth.js';

const deeper = (json: string, limit: number) => nestsDeeperThan(Buffer.from(json), limit);

/** By recursion over the values, which the real one avoids. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('nestsDeeperThan', () => {
  it('agrees with the depth of any value, whatever its strings hold', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.nat({ max: 9 }), (value, limit) => {
        expect(deeper(JSON.stringify(value), limit)).toBe(depthOf(value) > limit);
      }),
    );
  });

  it.each([
    ['brackets in a string', '["[[[[{{{{"]'],
    ['an escaped quote before brackets', String.raw`["\"[[[["]`],
    ['an escaped backslash at the end of a string', String.raw`["\\",[1]]`],
    ['brackets side by side', '[[],[],[],[],[]]'],
  ])('is not deceived by %s', (_what, json) => {
    expect(deeper(json, 2)).toBe(false);
  });

  it('tells the depth of a text that never ends, before its end', () => {
    expect(deeper('['.repeat(65), 64)).toBe(true);
    expect(deeper('['.repeat(64), 64)).toBe(false);
    expect(deeper('{"a":'.repeat(100_000), 64)).toBe(true);
  });
});
