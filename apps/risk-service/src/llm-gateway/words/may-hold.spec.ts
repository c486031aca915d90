import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mayHold } from './may-hold.js';
import { wordListOf } from './word-list.js';
import { WordScanner } from './word-scanner.js';

const PIECES = ['a', 'B', 'b', 'ab', ' ', '  ', '\t', '军', '火', '\u200b', 'ＡＢ', 'é', '😀', '\ud800', 'x'];
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((pieces) => pieces.join(''));
const patterns = fc.uniqueArray(
  fc
    .array(fc.constantFrom('a', 'b', ' ', '军', '火', 'x', 'é'), { minLength: 1, maxLength: 4 })
    .map((units) => units.join('')),
  { minLength: 1, maxLength: 5 },
);

/** @param pad words that make the list too long for a table of all transitions */
function matcherOf(words: readonly string[], pad: readonly string[] = []) {
  const settings = [...words, ...pad].map((pattern) => ({
    pattern,
    action: 'log' as const,
    applies_to: 'input' as const,
  }));
  return wordListOf(settings).input;
}

describe('mayHold', () => {
  it('never says no to a text in which the scanner finds a word', () => {
    fc.assert(
      fc.property(patterns, text, (words, said) => {
        const matcher = matcherOf(words);
        if (matcher === undefined) return;
        let found = 0;
        new WordScanner(matcher, () => (found += 1)).feed(said);
        if (found > 0) expect(mayHold(matcher.automaton, said)).toBe(true);
      }),
    );
  });

  it.each([
    ['short', []],
    ['long', Array.from({ length: 3_000 }, (_, at) => `${String.fromCharCode(0x4e00 + at)}${String(at)}`)],
  ])('finds the same words with a %s list', (_what, pad) => {
    const matcher = matcherOf(['ab', '军火', 'b x'], pad);
    const verdicts = ['xab', '军 火', 'B  x', 'b a', '火军', 'nothing'].map(
      (said) => matcher && mayHold(matcher.automaton, said),
    );
    expect(verdicts).toEqual([true, true, true, false, false, false]);
  });
});
