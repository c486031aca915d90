import { describe, expect, it } from '@jest/globals';
import { sentencesOf } from './sentences.js';
import { simplified } from './simplified.js';

describe('sentencesOf', () => {
  it.each([
    ['No judgment against Acme Ltd. was found. It trades.', ['No judgment against Acme Ltd. was found.', 'It trades.']],
    ['He sold Acme Ltd. The buyer left.', ['He sold Acme Ltd.', 'The buyer left.']],
    ['In case No. 5 J. Smith won.', ['In case No. 5 J. Smith won.']],
    ['Sanctions screening: Acme · Acme is not listed.', ['Sanctions screening: Acme', 'Acme is not listed.']],
    ['公司被起诉。已破产！为什么？', ['公司被起诉。', '已破产！', '为什么？']],
    ['First line\nSecond line', ['First line', 'Second line']],
    ['Costó 1.250,50 euros. ¿Y ahora? Nada.', ['Costó 1.250,50 euros.', '¿Y ahora?', 'Nada.']],
    ['', []],
  ])('divides %j', (text, sentences) => {
    expect(sentencesOf(text)).toEqual(sentences);
  });
});

describe('simplified', () => {
  it('writes traditional characters the simplified way, character for character', () => {
    expect(simplified('臺灣宏達貿易有限公司')).toBe('台湾宏达贸易有限公司');
    expect(simplified('plain 乾燥 text')).toHaveLength('plain 乾燥 text'.length);
  });
});
