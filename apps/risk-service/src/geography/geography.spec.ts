import { describe, expect, it } from '@jest/globals';
import { countriesNamedIn, findCountry } from './countries.js';
import { countriesIn, countryOfPlace } from './locate.js';

describe('findCountry', () => {
  it.each([
    ['GB', 'GB'],
    ['gb', 'GB'],
    ['United Kingdom', 'GB'],
    ['England', 'GB'],
    ['Côte d’Ivoire', 'CI'],
    ['cote d ivoire', 'CI'],
    ['德国', 'DE'],
    ['USA', 'US'],
    ['Türkiye', 'TR'],
    ['Hong Kong', 'HK'],
  ])('knows %s as %s', (name, code) => {
    expect(findCountry(name)?.code).toBe(code);
  });

  it.each(['Atlantis', 'ZZ', 'EU', ''])('does not guess a country for %j', (name) => {
    expect(findCountry(name)).toBeUndefined();
  });
});

describe('countriesIn', () => {
  it('finds names, adjectives, cities and Chinese names', () => {
    expect([...countriesIn('A Lagos trader and its German partner sold to 英国 and South Africa.')].sort()).toEqual([
      'DE',
      'GB',
      'NG',
      'ZA',
    ]);
  });

  it('does not take goods written small for countries', () => {
    expect(countriesNamedIn('bone china, frozen turkey and a jersey').size).toBe(0);
  });

  it('prefers the longest name', () => {
    expect([...countriesNamedIn('based in South Sudan')]).toEqual(['SS']);
    expect([...countriesNamedIn('based in Equatorial Guinea')]).toEqual(['GQ']);
    expect([...countriesNamedIn('印度尼西亚的买家')]).toEqual(['ID']);
  });
});

describe('countryOfPlace', () => {
  it.each([
    ['Felixstowe', 'GB'],
    ['port of hamburg', 'DE'],
    ['宁波港', 'CN'],
    ['Nigeria', 'NG'],
    ['Springfield', undefined],
  ])('places %s in %s', (place, code) => {
    expect(countryOfPlace(place)).toBe(code);
  });
});
