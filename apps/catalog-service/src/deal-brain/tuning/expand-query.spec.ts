import { describe, expect, it } from '@jest/globals';
import { expansionsOf } from './expand-query.js';

const groups = [{ terms: ['thermos', 'vacuum flask', '保温杯'] }, { terms: ['tea set'], means: ['gaiwan'] }];

describe('expansionsOf', () => {
  it.each<[query: string, expansions: string[]]>([
    ['steel thermos', ['vacuum flask', '保温杯']],
    ['Vacuum Flasks for hotels', ['thermos', '保温杯']],
    ['不锈钢保温杯', ['thermos', 'vacuum flask']],
    ['vacuum cleaner', []],
    ['flask vacuum', []],
    ['a tea set', ['gaiwan']],
    ['gaiwan', []],
  ])('of "%s" adds %j', (query, expansions) => {
    expect(expansionsOf(query, groups)).toEqual(expansions);
  });
});
