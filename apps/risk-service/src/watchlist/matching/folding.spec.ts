import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { labelledPairs } from '../testing/labelled-names.js';
import { FOLDING, foldedText, foldName } from './folded-name.js';

/** What each folding made of the labelled names. Lists that were imported with another one are found by what they were folded to then. */
const FOLDED: Readonly<Record<number, string>> = {
  2: '70448d1d93fe5ebb',
};

it('makes of names what it made when its number was given: after a change raise FOLDING and add a line', () => {
  const names = labelledPairs(() => 0.5).flatMap(({ a, b }) => [a, b]);
  const folded = createHash('sha256');
  for (const name of new Set(names)) folded.update(`${name}\t${foldedText(foldName(name))}\n`);
  expect(folded.digest('hex').slice(0, 16)).toBe(FOLDED[FOLDING]);
});
