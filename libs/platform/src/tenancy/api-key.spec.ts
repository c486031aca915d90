import { describe, expect, it } from '@jest/globals';
import { apiKeyHint, bearerToken, hashApiKey, isApiKey, newApiKey, sameHash, sameSecret } from './api-key.js';

describe('API keys', () => {
  it('are recognisable, different every time, and long enough not to be guessed', () => {
    const keys = new Set(Array.from({ length: 1_000 }, () => newApiKey()));
    expect(keys.size).toBe(1_000);
    for (const key of keys) {
      expect(isApiKey(key)).toBe(true);
      expect(key).toHaveLength('tw_'.length + 32);
    }
  });

  it('are kept as SHA-256', () => {
    expect(hashApiKey('tw_abc').toString('hex')).toBe(
      '85287d5ca4a3b817fe0d42208dbe925f71cad204281bd709c1ff78c945bfa42e',
    );
  });

  it('show too little afterwards to be used', () => {
    expect(apiKeyHint('tw_0123456789abcdef')).toBe('tw_01…cdef');
  });

  it.each([
    ['Bearer tw_x', 'tw_x'],
    ['bearer  tw_x ', 'tw_x'],
    ['Basic tw_x', undefined],
    ['Bearer', undefined],
    ['Bearer a b', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('are read from the header %j', (header, token) => {
    expect(bearerToken(header)).toBe(token);
  });

  it('compare by content, whatever their lengths', () => {
    expect(sameSecret('one', 'one')).toBe(true);
    expect(sameSecret('one', 'one more')).toBe(false);
    expect(sameHash(hashApiKey('a'), hashApiKey('a'))).toBe(true);
    expect(sameHash(hashApiKey('a'), hashApiKey('b'))).toBe(false);
    expect(sameHash(Buffer.from('a'), Buffer.from('ab'))).toBe(false);
  });
});
