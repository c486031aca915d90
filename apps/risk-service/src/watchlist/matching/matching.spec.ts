import { describe, expect, it } from '@jest/globals';
import { MATCH, POSSIBLE } from '../screening.js';
import { labelledPairs } from '../testing/labelled-names.js';
import { foldedText, foldName } from './folded-name.js';
import { compareNames } from './name-similarity.js';
import { editDistance, matchWords } from './word-similarity.js';

const folded = (name: string) => foldedText(foldName(name));
const alike = (a: string, b: string) => compareNames(foldName(a), foldName(b));

/** Numbers that are the same on every run: a linear congruential generator (Numerical Recipes). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32) / 2 ** 32;
}

/** The kinds of pairs that are written down one by one, and of which every one must be told right. */
const WRITTEN_DOWN = new Set(['across scripts', 'look-alike', 'written otherwise', 'one letter off']);

describe('foldName', () => {
  it.each([
    ['Ostrovia Petro Logistics F.Z.E.', 'ostrovia petro logistics', 'llc'],
    ['ООО «Восток-Транс»', 'vostok trans', 'llc'],
    ['PT Nusantara Jaya Tbk', 'nusantara jaya', 'tbk'],
    ['Société Générale S.A.', 'societe generale', 'sa'],
    ['深圳市宏达贸易有限公司', 'shenzhen hongda trading', 'limited'],
    ['شركة النصر', 'lnsr', undefined],
    ['Ltd', 'ltd', undefined],
  ])('reads %s as “%s”, form %s', (name, words, form) => {
    expect({ words: folded(name), form: foldName(name).form }).toEqual({ words, form });
  });
});

describe('matchWords', () => {
  it.each([
    ['ivanov', 'ivanov', 'same'],
    ['s', 'sergei', 'initial'],
    ['yusuf', 'youssouf', 'sound'],
    ['brightwater', 'brigthwater', 'typing'],
  ])('finds that %s and %s agree: %s', (a, b, how) => {
    expect(matchWords(a, b)?.how).toBe(how);
  });

  it('does not take short words, numbers and other words for mistakes', () => {
    for (const [a, b] of [
      ['star', 'stir'],
      ['1998', '1999'],
      ['petrov', 'pavlov'],
    ] as const) {
      expect({ a, b, match: matchWords(a, b) }).toEqual({ a, b, match: undefined });
    }
  });
});

describe('editDistance', () => {
  it.each([
    ['', 'abc', 3],
    ['abcd', 'abdc', 1],
    ['kitten', 'sitting', 3],
  ])('from “%s” to “%s” is %d', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe('compareNames', () => {
  it('is the same both ways, 1 for a name and itself, and says what agrees', () => {
    const [a, b] = ['Ostrovia Petro Logistics FZE', 'Petro Ostrovia Logistic International Ltd'];
    expect(alike(a, b).score).toBeCloseTo(alike(b, a).score, 10);
    expect(alike(a, a).score).toBe(1);
    expect(alike(a, b)).toMatchObject({
      pairs: expect.arrayContaining([{ a: 'ostrovia', b: 'ostrovia', how: 'same' }]),
      unmatched: ['international'],
      sameOrder: false,
      otherForm: true,
    });
  });

  it('tells the same company from others on the labelled set, as the documentation says', () => {
    const pairs = labelledPairs(seeded(7)).map((pair) => ({ ...pair, score: alike(pair.a, pair.b).score }));
    const same = pairs.filter((pair) => pair.same);
    const others = pairs.filter((pair) => !pair.same);
    const share = (of: typeof pairs, from: number) => of.filter((pair) => pair.score >= from).length / of.length;
    const precision = (from: number) => {
      const taken = pairs.filter((pair) => pair.score >= from);
      return taken.filter((pair) => pair.same).length / taken.length;
    };
    const kinds = [...new Set(pairs.map((pair) => pair.kind))].map((kind) => {
      const of = pairs.filter((pair) => pair.kind === kind);
      return `${kind}: ${String(of.length)} pairs, possible ${share(of, POSSIBLE).toFixed(3)}, match ${share(of, MATCH).toFixed(3)}`;
    });
    const wrong = pairs.filter((pair) => WRITTEN_DOWN.has(pair.kind) && pair.same !== pair.score >= POSSIBLE);
    const report = { kinds, wrong };
    expect({ report, wrong: wrong.length }).toEqual({ report, wrong: 0 });
    expect({ report, falseAlarms: share(others, POSSIBLE) < 0.01 }).toEqual({ report, falseAlarms: true });
    expect({ report, recall: share(same, POSSIBLE) > 0.97 }).toEqual({ report, recall: true });
    expect({ report, precision: precision(POSSIBLE) > 0.97 }).toEqual({ report, precision: true });
    expect({ report, match: precision(MATCH) > 0.995 }).toEqual({ report, match: true });
  });
});
