import { describe, expect, it } from '@jest/globals';
import { pageText, type TextItem } from './page-text.js';

const item = (str: string, x: number, y: number, size = 10): TextItem => ({
  str,
  transform: [size, 0, 0, size, x, y],
  width: str.length * size * 0.5,
  height: size,
});
/** The same text turned by 90 degrees, as on a page laid out sideways. */
const turned = ({ transform: [size = 1, , , , x = 0, y = 0], ...rest }: TextItem): TextItem => ({
  ...rest,
  transform: [0, size, -size, 0, 800 - y, x],
});
const lines = (items: TextItem[]): string[] => pageText(items).lines;
const COLUMNS = [10, 100, 300, 400];
const row = (y: number, ...cells: (string | null)[]): TextItem[] =>
  cells.flatMap((cell, index) => (cell === null ? [] : [item(cell, COLUMNS[index] ?? 0, y)]));
const HEAD = row(720, 'Item', 'Product', 'Price', 'MOQ');

describe('pageText', () => {
  it('separates the cells of a row with tabs and words with spaces', () => {
    expect(
      lines([item('BM-1101', 10, 700), item('Bronze', 100, 700), item('cleat', 133, 700), item('11.20', 300, 700)]),
    ).toEqual(['BM-1101\tBronze cleat\t11.20']);
  });

  it('keeps a row whole whose cell is merged with that of the next row', () => {
    const items = [
      ...HEAD,
      ...[item('HW-1', 10, 700), item('Wrench', 100, 700), item('Cr-V', 300, 690), item('23.80', 400, 700)],
      ...[item('HW-2', 10, 680), item('Long wrench', 100, 680), item('29.50', 400, 680)],
      ...row(660, 'HW-3', 'Driver', 'S2', '9.45'),
    ];
    expect(lines(items)).toEqual([
      'Item\tProduct\tPrice\tMOQ',
      'HW-1\tWrench\tCr-V\t23.80',
      'HW-2\tLong wrench\t\t29.50',
      'HW-3\tDriver\tS2\t9.45',
    ]);
  });

  it('reads radicals that a browser prints with as the ideographs they stand for', () => {
    expect(lines([item('⻅提单副本，加⻓柄，⽊箱', 10, 700)])).toEqual(['见提单副本，加长柄，木箱']);
  });

  it.each([
    ['top', [700, 688], 700],
    ['middle', [706, 694], 700],
    ['bottom', [700, 688], 688],
  ])('puts a wrapped cell together in a row aligned to the %s', (_, name, y) => {
    const items = [
      item('BM-1101', 10, y),
      item('Bronze horn', 100, name[0] ?? 0),
      item('cleat', 100, name[1] ?? 0),
      item('US$1,211.20', 300, y),
      item('100', 400, y),
      ...row(660, 'BM-1102', 'Chock', '7.45', '50'),
    ];
    expect(lines(items)).toEqual(['BM-1101\tBronze horn cleat\tUS$1,211.20\t100', 'BM-1102\tChock\t7.45\t50']);
  });

  it('keeps every cell under its head when cells are empty or span rows', () => {
    const items = [
      ...HEAD,
      ...row(700, 'A-1', 'Cleat', '1.10', '10'),
      ...row(680, 'A-2', null, '2.20', '20'),
      ...row(660, null, 'Chock', '3.30', '30'),
      ...row(640, 'A-4', 'Ring', null, '40'),
    ];
    expect(lines(items).slice(2)).toEqual(['A-2\t\t2.20\t20', '\tChock\t3.30\t30', 'A-4\tRing\t\t40']);
  });

  it('finds the border of cells that nearly touch by the other rows', () => {
    const long = 'A very long name of a cleat that reach'; // 190 wide: ends 10 before the price
    const tight = { ...item(`${long} 9.90`, 100, 680), width: 240 };
    const items = [
      ...HEAD,
      ...row(700, 'A-1', 'Cleat', '1.10', '10'),
      item('A-2', 10, 680),
      tight,
      item('20', 400, 680),
      ...row(660, 'A-3', 'Ring', '3.30', '30'),
    ];
    expect(lines(items)[2]).toBe(`A-2\t${long}\t9.90\t20`);
  });

  it('reads a table that was written column by column as rows', () => {
    const rows = ['A-1', 'A-2', 'A-3', 'A-4'].map((sku, index) => [sku, `Product ${sku}`, `${String(index)}.50`]);
    const items = [0, 1, 2].flatMap((column) =>
      rows.map((cells, index) => item(cells[column] ?? '', COLUMNS[column] ?? 0, 700 - index * 18)),
    );
    expect(lines(items)).toEqual(rows.map((cells) => cells.join('\t')));
  });

  it('reads a page whose stream jumps about from top to bottom', () => {
    const rows = Array.from({ length: 10 }, (_, index) => [`A-${String(index)}`, 'Cleat', `${String(index)}.50`, '10']);
    const items = rows.flatMap((cells, index) => row(700 - index * 20, ...cells));
    const shuffled = items.map((_, index) => items[(index * 17) % items.length]).flatMap((one) => one ?? []);
    expect(lines(shuffled)).toEqual(rows.map((cells) => cells.join('\t')));
  });

  it('reads product cards side by side one after the other', () => {
    const card = (x: number, sku: string) =>
      ['Lamp', `SKU: ${sku}`, 'Price: €12.50'].map((text, index) => item(text, x, 700 - index * 12));
    expect(lines([...card(10, 'L-1'), ...card(200, 'L-2')])).toEqual([
      'Lamp',
      'SKU: L-1',
      'Price: €12.50',
      'Lamp',
      'SKU: L-2',
      'Price: €12.50',
    ]);
  });

  it('reads columns of prose one after the other, whichever way they were written', () => {
    const prose = (side: string, index: number) =>
      `The ${side} column goes on and on in line ${'abcdefghijkl'[index] ?? ''}`;
    const left = Array.from({ length: 12 }, (_, index) => item(prose('left', index), 10, 700 - index * 12));
    const right = Array.from({ length: 12 }, (_, index) => item(prose('right', index), 300, 700 - index * 12));
    const expected = [...left, ...right].map(({ str }) => str);
    expect(lines([...left, ...right])).toEqual(expected);
    expect(lines(left.flatMap((one, index) => [one, right[index] ?? one]))).toEqual(expected);
  });

  it('reads a page that is laid out sideways like an upright one', () => {
    const items = [...HEAD, ...row(700, 'A-1', 'Cleat', '1.10', '10'), ...row(680, 'A-2', null, '2.20', '20')];
    expect(lines(items.map(turned))).toEqual(lines(items));
  });

  it('keeps a paragraph above a table and a note below it out of the cells', () => {
    const items = [
      item('All our prices are quoted in US dollars and include packing for export.', 10, 712),
      ...row(700, 'A-1', 'Cleat', '1.10', '10'),
      item('Valid until the end of the year; subject to change without any notice, of course.', 10, 688),
    ];
    expect(lines(items)).toContain('A-1\tCleat\t1.10\t10');
  });

  it('reads text that is drawn twice to look bold once', () => {
    expect(lines([item('Cleat', 10, 700), item('Cleat', 10.3, 700)])).toEqual(['Cleat']);
  });

  it('takes larger lines and numbered titles for headings', () => {
    const { headings, lines: texts } = pageText([
      item('Flasks', 10, 740, 18),
      item('A good flask for tea', 10, 700),
      item('and for coffee too.', 10, 688),
      item('第三章 保温杯', 10, 640),
      item('1.5 kg', 10, 600),
    ]);
    expect(headings.map((index) => texts[index])).toEqual(['Flasks', '第三章 保温杯']);
  });

  it('drops what cannot be stored, replaces look-alikes and shortens endless runs', () => {
    const [line = ''] = lines([item(`a\u0000b\ud800c\u200b ${'中'.repeat(20_000)}${'ab'.repeat(9_000)}`, 10, 700)]);
    expect(line.startsWith('abc 中')).toBe(true);
    expect(line.length).toBeLessThan(200);
    expect(lines([item('\u2f00\u4e2a \ufb01ne', 10, 700)])).toEqual(['一个 fine']);
    expect(lines([item('报 价 单', 10, 700)])).toEqual(['报价单']);
    expect(lines([item('Kettle ........... 12.50', 10, 700)])).toEqual(['Kettle\t12.50']);
  });
});
