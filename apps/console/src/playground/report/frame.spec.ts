import { describe, expect, it } from '@jest/globals';
import { framed } from './frame.js';

describe('framed', () => {
  it('opens web links in a new tab and leaves footnotes and text as they are', () => {
    const html = '<a href="https://h/a">a</a> <a href="#source-1">1</a> &lt;a href="https://h/b"&gt;';
    expect(framed(html)).toBe(
      '<a target="_blank" href="https://h/a">a</a> <a href="#source-1">1</a> &lt;a href="https://h/b"&gt;',
    );
  });
});
