import { describe, expect, it } from '@jest/globals';
import { readCsv } from './csv.js';
import type { ImportRow } from './import-row.js';
import { readNdjson } from './ndjson.js';

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
const collect = async (rows: AsyncIterable<ImportRow>): Promise<ImportRow[]> => {
  const all: ImportRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
};
const ndjson = (text: string, size = 7) => collect(readNdjson(cut(Buffer.from(text), size)));
const csv = (text: string | Uint8Array, charset = 'utf-8', size = 11) =>
  collect(readCsv(cut(typeof text === 'string' ? Buffer.from(text) : text, size), charset));

describe('NDJSON', () => {
  it.each([1, 5, 10_000])(
    'reads line by line whatever the chunks (%i bytes), names lines by number, and goes on after a bad one',
    async (size) => {
      const rows = await ndjson(
        `\uFEFF{"sku":"A","name":"保温杯"}\r\n\n{"sku":\n{"sku":"B"}\n{"sku":"C","name":"Cup"}\n${'['.repeat(17)}\n{"sku":"D","name":"x\\ud800"}\n{"sku":"E","name":"x","attributes":{"a":"\\u0000"}}`,
        size,
      );
      expect(rows.map(({ line, product }) => [line, product?.name])).toEqual([
        [1, '保温杯'],
        [3, undefined],
        [4, undefined],
        [5, 'Cup'],
        [6, undefined],
        [7, undefined],
        [8, undefined],
      ]);
      expect(rows[1]?.faults).toEqual([{ path: '', message: 'is not valid JSON' }]);
      expect(rows[4]?.faults).toEqual([{ path: '', message: 'is nested more than 16 deep' }]);
      expect(rows.slice(5).map(({ faults }) => faults?.[0]?.path)).toEqual(['name', 'attributes.a']);
      expect(rows[2]?.faults?.[0]?.path).toBe('name');
    },
  );

  it('does not keep a line that is longer than any product, and reads on behind it', async () => {
    const rows = await ndjson(`{"sku":"${'x'.repeat(300_000)}"}\n{"sku":"A","name":"Cup"}\n`, 65_536);
    expect(rows.map(({ line, faults }) => [line, faults?.[0]?.message.slice(0, 14)])).toEqual([
      [1, 'is longer than'],
      [2, undefined],
    ]);
  });
});

describe('CSV', () => {
  it('knows headers in English and Chinese, quoted fields over several lines, and takes other columns as attributes', async () => {
    const rows = await csv(
      'Article No.,Product Name,Unit Price,Currency,MOQ,Material\n' +
        'A-1,"Flask, ""wide""",1\u00a0234.50,usd,"1,000",steel\n' +
        'A-2,"Two\nlines",,,,\n' +
        'A-3,,2,USD,,\n',
    );
    expect(rows[0]?.product).toMatchObject({
      sku: 'A-1',
      name: 'Flask, "wide"',
      price: { amount: '1234.50', currency: 'USD' },
      min_order_quantity: 1000,
      attributes: { Material: 'steel' },
    });
    expect(rows[1]?.product).toMatchObject({ name: 'Two\nlines', attributes: {} });
    expect(rows[2]).toMatchObject({ line: 5, faults: [{ path: 'name' }] });
    const [chinese] = await csv('\uFEFF货号;产品名称;单价;起订量;产地;颜色\nB1;保温杯;￥12,5;500 个;浙江;黑\n');
    expect(chinese?.product).toMatchObject({
      sku: 'B1',
      name: '保温杯',
      price: { amount: '12.5', currency: 'CNY' },
      min_order_quantity: 500,
      origin: '浙江',
      attributes: { 颜色: '黑' },
    });
  });

  it('reads GBK when the Content-Type says so', async () => {
    // "货号,名称\nA,茶\n"
    const bytes = Buffer.from([
      0xbb, 0xf5, 0xba, 0xc5, 0x2c, 0xc3, 0xfb, 0xb3, 0xc6, 0x0a, 0x41, 0x2c, 0xb2, 0xe8, 0x0a,
    ]);
    expect((await csv(bytes, 'gbk'))[0]?.product).toMatchObject({ sku: 'A', name: '茶' });
  });

  it.each([
    ['an empty file', '', 'empty'],
    ['a file without a column for the name', 'sku,colour\nA,red\n', 'no column for name'],
    ['a quote that is never closed', `sku,name\nA,"${'x'.repeat(300_000)}`, 'at line 2'],
  ])('refuses %s as a whole', async (_what, text, said) => {
    await expect(csv(text, 'utf-8', 65_536)).rejects.toMatchObject({
      code: 'import.csv_invalid',
      detail: expect.stringContaining(said),
    });
  });

  it('refuses a charset it does not know', async () => {
    await expect(csv('sku,name\n', 'klingon')).rejects.toMatchObject({ code: 'import.charset_unknown' });
  });
});
