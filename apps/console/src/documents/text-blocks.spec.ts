import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { textBlocks } from './text-blocks.js';

describe('the blocks of a page', () => {
  it('are tables where lines with cells follow each other, and lines elsewhere', () => {
    expect(textBlocks('All prices in USD\nSKU\tPrice\nA-1\t2.50\nMade in Türkiye')).toEqual([
      { kind: 'lines', text: 'All prices in USD' },
      {
        kind: 'table',
        rows: [
          ['SKU', 'Price'],
          ['A-1', '2.50'],
        ],
      },
      { kind: 'lines', text: 'Made in Türkiye' },
    ]);
  });

  it('take a single line with a tab for text', () => {
    expect(textBlocks('one\ttwo\nthree')).toEqual([{ kind: 'lines', text: 'one\ttwo\nthree' }]);
  });

  it('hold every character of whatever text', () => {
    const line = fc.array(fc.constantFrom('a', '\t', '价', ' '), { maxLength: 5 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const text = lines.join('\n');
        const back = textBlocks(text).map((block) =>
          block.kind === 'lines' ? block.text : block.rows.map((row) => row.join('\t')).join('\n'),
        );
        expect(back.join('\n')).toBe(text);
      }),
    );
  });
});
