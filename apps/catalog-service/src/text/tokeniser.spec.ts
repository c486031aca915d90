import { describe, expect, it } from '@jest/globals';
import { termsOf, tokenise } from './tokeniser.js';

describe('tokenise', () => {
  it.each<[what: string, text: string, terms: string[]]>([
    ['splits letters from digits and keeps the joined part number', 'SC-141', ['sc', '141', 'sc141']],
    ['gives a part number without its hyphen the same joined term', 'sc141', ['sc', '141', 'sc141']],
    ['keeps long part numbers whole as well', 'TW-500_X2', ['tw', '500', 'x', '2', 'tw500x2']],
    [
      'segments Chinese and frees the measure behind it',
      '不锈钢保温杯500ml',
      ['不锈钢', '不锈', '锈钢', '保温', '杯', '500', 'ml', '500ml'],
    ],
    ['joins a number with the unit that follows', '500 ML bottle', ['500', 'ml', '500ml', 'bottl']],
    ['reads units in words and in Chinese', '1.5 litres 500毫升', ['1.5', 'litr', '1.5l', '500', '毫升', '500ml']],
    ['keeps decimals together', '3.5mm jack', ['3.5', 'mm', '3.5mm', 'jack']],
    ['reads a decimal comma', '1,5 l', ['1.5', 'l', '1.5l']],
    ['reads thousands', '2,000 pcs', ['2000', 'pc', '2000pcs']],
    [
      'takes a hyphened word apart and together',
      'double-wall T-shirt',
      ['doubl', 'wall', 'doublewall', 't', 'shirt', 'tshirt'],
    ],
    ['separates alternatives', 'USB/HDMI,220V', ['usb', 'hdmi', '220', 'v', '220v']],
    ['folds case and width', 'ＳＣ－１４１ Ｂottle', ['sc', '141', 'sc141', 'bottl']],
    ['folds accents', 'Botellón café', ['botellon', 'cafe']],
    ['reads Cyrillic as words', 'Термос 1 л', ['термос', '1', 'л']],
    ['finds nothing in punctuation', ' -- ／!? ', []],
  ])('%s: %s', (_what, text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });

  it.each([
    ['bottles', 'Bottle'],
    ['botellas', 'botella'],
    ['termos', 'TERMO'],
    ['inoxidables', 'inoxidable'],
    ['batteries', 'battery'],
    ['insulated', 'insulating'],
  ])('gives %s and %s one term', (one, other) => {
    expect(termsOf(one)).toEqual(termsOf(other));
  });

  it('says of each token what it is and how it was spelt', () => {
    expect(tokenise('Flasks 保温 SC-141').map(({ kind, surface }) => [kind, surface])).toEqual([
      ['word', 'flasks'],
      ['han', '保温'],
      ['word', 'sc'],
      ['number', '141'],
      ['part', 'sc141'],
    ]);
  });

  it('drops runs too long to be words and stays linear on hostile input', () => {
    expect(termsOf('a'.repeat(100_000))).toEqual([]);
    expect(tokenise('1-a'.repeat(30_000)).every(({ term }) => term.length <= 64)).toBe(true);
  });
});
