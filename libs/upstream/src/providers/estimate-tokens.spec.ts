import { describe, expect, it } from '@jest/globals';
import { estimateMessageTokens, estimateTokens } from './estimate-tokens.js';

describe('estimateTokens', () => {
  it.each([
    ['', 0],
    ['a', 1],
    ['abcdefgh', 2],
    ['不锈钢保温杯', 6],
    ['保温杯500ml bottle', 6],
    ['日本語テキスト', 7],
    ['한국어', 3],
  ])('counts a quarter per Latin and one per CJK character: %s → %i', (text, expected) => {
    expect(estimateTokens(text)).toBe(expected);
  });

  it('adds a little per message', () => {
    expect(estimateMessageTokens([{ content: 'abcd' }, { content: '你好' }])).toBe(1 + 2 + 8);
  });
});
