import { describe, expect, it } from '@jest/globals';
import { doubled } from './doubled.js';

describe('doubled', () => {
  it('finds names that stand there twice, and takes those that are not typed yet for none', () => {
    expect([...doubled(['a', 'b', ' a', '', ''])]).toEqual(['a']);
  });
});
