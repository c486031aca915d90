import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Automaton } from './automaton.js';

const units = (text: string) => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));

function occurrences(patterns: readonly string[], text: string): string[] {
  const automaton = new Automaton(patterns.map(units), () => true);
  const found: string[] = [];
  let state = 0;
  units(text).forEach((unit, at) => {
    state = automaton.step(state, unit);
    automaton.matches(state, (pattern) => found.push(`${String(at)}:${patterns[pattern] ?? ''}`));
  });
  return found.sort();
}

function naive(patterns: readonly string[], text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    for (const pattern of patterns) if (text.slice(0, at + 1).endsWith(pattern)) found.push(`${String(at)}:${pattern}`);
  }
  return found.sort();
}

const word = (length: number) =>
  fc.string({ unit: fc.constantFrom('a', 'b', '军', '火'), minLength: 1, maxLength: length });

describe('Automaton', () => {
  it('finds every occurrence that a naive search finds, overlapping ones too', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word(5), { minLength: 1, maxLength: 12 }), word(60), (patterns, text) => {
        expect(occurrences(patterns, text)).toEqual(naive(patterns, text));
      }),
    );
  });

  it('says how much of the end may still become a pattern', () => {
    const automaton = new Automaton(['abc', 'bx', 'logged'].map(units), (pattern) => pattern !== 2);
    const pendingAfter = (text: string) =>
      automaton.pending(units(text).reduce((state, unit) => automaton.step(state, unit), 0));
    expect(['zab', 'zabc', 'zb', 'zz', 'logge'].map(pendingAfter)).toEqual([2, 0, 1, 0, 0]);
  });
});
