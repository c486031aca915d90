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

  it.each([
    ['阿联酋沙迦的一家公司', 'AE'],
    ['总部位于圣保罗', 'BR'],
    ['設於臺北的貿易商', 'TW'],
    ['在胡志明市设厂', 'VN'],
    ['компания из России', 'RU'],
    ['una empresa de Alemania', 'DE'],
    ['ドイツの会社', 'DE'],
    ['日本の商社', 'JP'],
  ])('reads the country in “%s”', (text, code) => {
    expect([...countriesIn(text)]).toEqual([code]);
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
