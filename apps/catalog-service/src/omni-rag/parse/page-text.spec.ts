import { describe, expect, it } from '@jest/globals';
import { pageText, type TextItem } from './page-text.js';

const item = (str: string, x: number, y: number, size = 10): TextItem => ({
  str,
  transform: [size, 0, 0, size, x, y],
  width: str.length * size * 0.5,
  height: size,
});

describe('pageText', () => {
  it('separates the cells of a row with tabs and words with spaces', () => {
    const { lines } = pageText([
      item('BM-1101', 10, 700),
      item('Bronze', 100, 700),
      item('cleat', 133, 700),
      item('11.20', 300, 700),
    ]);
    expect(lines).toEqual(['BM-1101\tBronze cleat\t11.20']);
  });

  it('keeps a row together when a cell of it wraps over two lines', () => {
    const { lines } = pageText([
      item('BM-1101', 10, 700),
      item('Bronze horn', 100, 700),
      item('cleat', 100, 688),
      item('11.20', 300, 700),
      item('BM-1102', 10, 670),
    ]);
    expect(lines).toEqual(['BM-1101\tBronze horn\t11.20', 'cleat', 'BM-1102']);
  });

  it('reads columns of prose one after the other', () => {
    const column = (x: number, word: string) =>
      Array.from({ length: 12 }, (_, index) => item(`${word}${String(index)}`, x, 700 - index * 12));
    expect(pageText([...column(10, 'left'), ...column(300, 'right')]).lines[12]).toBe('right0');
  });

  it('takes larger lines for headings', () => {
    const { headings } = pageText([
      item('Flasks', 10, 740, 18),
      item('A good flask for tea', 10, 700),
      item('and for coffee too', 10, 688),
    ]);
    expect(headings).toEqual([0]);
  });

  it('drops what cannot be stored and shortens endless runs', () => {
    const { lines } = pageText([item(`a\u0000b\ud800c${'='.repeat(5_000)}`, 10, 700)]);
    expect(lines[0]).toBe(`abc${'='.repeat(64)}`);
  });
});
