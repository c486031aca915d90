import { describe, expect, it } from '@jest/globals';
import { changesOf } from './changes.js';

describe('changesOf', () => {
  it('names the deepest place that differs', () => {
    const before = { chat: { kind: 'chat', servers: [{ server: 'a', model: 'm', weight: 1 }] } };
    const after = { chat: { kind: 'chat', servers: [{ server: 'a', model: 'm', weight: 3 }] } };
    expect(changesOf(before, after)).toEqual([
      { path: ['chat', 'servers', '1', 'weight'], kind: 'changed', before: '1', after: '3' },
    ]);
  });

  it('tells what came and what went, with its fields', () => {
    const price = { input_per_million: 1, output_per_million: 2 };
    expect(changesOf({ models: { old: price } }, { models: { new: price } })).toEqual([
      {
        path: ['models', 'old'],
        kind: 'removed',
        before: 'input_per_million: 1, output_per_million: 2',
        after: '',
      },
      { path: ['models', 'new'], kind: 'added', before: '', after: 'input_per_million: 1, output_per_million: 2' },
    ]);
  });

  it('counts a word that was taken out of the middle as one change', () => {
    const words = ['a', 'b', 'c'].map((pattern) => ({ pattern, action: 'block' }));
    expect(changesOf({ words }, { words: words.filter(({ pattern }) => pattern !== 'b') })).toEqual([
      { path: ['words', 'b'], kind: 'removed', before: 'pattern: b, action: block', after: '' },
    ]);
  });

  it('finds nothing between equal bodies, whatever the order of their fields', () => {
    expect(changesOf({ a: 1, b: [1, 2], c: null }, { c: null, b: [1, 2], a: 1 })).toEqual([]);
  });

  it('does not lose a word that stands there twice', () => {
    const word = { pattern: 'a', action: 'block' };
    expect(changesOf({ words: [word] }, { words: [word, word] })).toHaveLength(1);
  });
});
