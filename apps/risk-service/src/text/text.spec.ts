import { describe, expect, it } from '@jest/globals';
import { clip, wellFormed } from './clip.js';
import { assertStorable } from './storable.js';

describe('assertStorable', () => {
  it('lets every ordinary text pass', () => {
    expect(() => {
      assertStorable({ a: 'ordinary 普通 😀 \u202e', b: [1, null, { c: '' }] });
    }).not.toThrow();
  });

  it.each([
    [{ a: 'x\u0000' }, 'a'],
    [{ a: { b: ['ok', '\ud83d'] } }, 'a.b.1'],
  ])('names the field that PostgreSQL would refuse in %j', (body, path) => {
    expect(() => {
      assertStorable(body);
    }).toThrow(expect.objectContaining({ status: 400, errors: [expect.objectContaining({ path })] }));
  });
});

describe('clip', () => {
  it('never cuts a character in two', () => {
    expect(clip('ab😀', 3)).toBe('ab');
    expect(clip('ab😀', 4)).toBe('ab😀');
    expect(wellFormed('a\ud83db😀')).toBe('a\ufffdb😀');
  });
});
