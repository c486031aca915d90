import { describe, expect, it } from '@jest/globals';
import { matchedWords, wantedTerms } from './matched-words.js';

describe('matchedWords', () => {
  it.each<[wanted: string, field: string, words: string[]]>([
    ['vacuum flasks', 'Vacuum Flask, 500 ml', ['Vacuum', 'Flask']],
    ['保温杯', '弹盖不锈钢真空保温杯 350 ml', ['保温杯']],
    ['不锈钢 保温杯', '不锈钢真空保温杯', ['不锈钢', '保温杯']],
    ['botellon termico', 'Botellón térmico (1 l)', ['Botellón', 'térmico']],
    ['sc141', 'Flask SC-141.', ['SC-141']],
    ['a of the 的', 'The A of it', []],
  ])('of "%s" finds in "%s" what is written there', (wanted, field, words) => {
    expect(matchedWords(wantedTerms(wanted), field)).toEqual(words);
  });

  it('finds nothing in no field', () => {
    expect(matchedWords(wantedTerms('flask'), null)).toEqual([]);
  });
});
