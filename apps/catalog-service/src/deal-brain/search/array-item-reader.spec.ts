import { describe, expect, it } from '@jest/globals';
import { ArrayItemReader } from './array-item-reader.js';

const TEXT = JSON.stringify({
  note: 'a [ in { text',
  items: [
    { id: 1, say: 'quote " and \\ } brace' },
    { id: 2, deep: [{ x: {} }] },
  ],
});

describe('ArrayItemReader', () => {
  it.each([1, 2, 3, 7, 1000])('hands out every object once it is complete, read %i characters at a time', (size) => {
    const reader = new ArrayItemReader();
    const items: unknown[] = [];
    for (let at = 0; at < TEXT.length; at += size) items.push(...reader.read(TEXT.slice(at, at + size)));
    expect(items).toEqual([
      { id: 1, say: 'quote " and \\ } brace' },
      { id: 2, deep: [{ x: {} }] },
    ]);
  });

  it('gives the first objects before the text has ended', () => {
    expect(new ArrayItemReader().read('{"items":[{"id":1},{"id":')).toEqual([{ id: 1 }]);
  });

  it('gives nothing of what is no JSON', () => {
    expect(new ArrayItemReader().read('I would rather not. } ] { [')).toEqual([]);
  });
});
