import { describe, expect, it } from '@jest/globals';
import { newId } from './new-id.js';

const random = (size: number) => new Uint8Array(size).fill(31);

describe('newId', () => {
  it('is the prefix and 26 lower-case base-32 characters', () => {
    expect(newId('task')).toMatch(/^task_[0-9a-hjkmnp-tv-z]{26}$/);
    expect(newId('doc', 1_700_000_000_000, random)).toBe('doc_01hf7yat00zzzzzzzzzzzzzzzz');
  });

  it('sorts by the millisecond in which it was made', () => {
    const moments = [0, 1, 31, 32, 1_700_000_000_000, 1_700_000_000_001, 2 ** 45];
    const ids = moments.map((moment) => newId('x', moment, random));
    expect([...ids].sort()).toEqual(ids);
  });

  it('does not repeat within a millisecond', () => {
    expect(new Set(Array.from({ length: 10_000 }, () => newId('x', 5))).size).toBe(10_000);
  });
});
