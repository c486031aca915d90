import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RagEnv } from '../rag.config.js';
import { PdfParser } from './pdf-parser.js';
import { compileParserChild } from './testing/compile-child.js';
import { rawPdf } from './testing/raw-pdf.js';

const stream = (content: string): string => `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`;
const SQUARE = '600 0 0 0 500 700 d1\n0 0 500 700 re f';
const FIRST_CODE = 65;

/** One page in the font of object 3, whose parts follow from object 6 on. */
function onePage(content: string, font: readonly string[]): Buffer {
  const [first = '', ...parts] = font;
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [4 0 R] >>',
    first,
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>',
    stream(content),
    ...parts,
  ]);
}

/** Letters that are drawings, as TeX's bitmap fonts and many label printers have them: only a map, or their names, tell what they mean. */
function type3Page(cells: readonly string[], meaning: 'map' | 'names'): Buffer {
  const letters = [...new Set(cells.join(''))];
  const names: Record<string, string> = {
    '-': 'hyphen',
    '.': 'period',
    '0': 'zero',
    '1': 'one',
    '2': 'two',
    '5': 'five',
    '8': 'eight',
  };
  const nameOf = (letter: string, index: number): string =>
    meaning === 'map' ? `shape${String.fromCharCode(FIRST_CODE + index)}x` : (names[letter] ?? letter);
  const glyphs = letters.map((letter, index) => `/${nameOf(letter, index)}`);
  const code = (letter: string): string => (FIRST_CODE + letters.indexOf(letter)).toString(16);
  const last = FIRST_CODE + letters.length - 1;
  const map = letters.map(
    (letter) => `<${code(letter)}> <${(letter.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}>`,
  );
  const cmap = `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def
1 begincodespacerange <00> <ff> endcodespacerange
${String(map.length)} beginbfchar
${map.join('\n')}
endbfchar endcmap end end`;
  const font = `<< /Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar ${String(FIRST_CODE)} /LastChar ${String(last)}
/Widths [${letters.map(() => '600').join(' ')}] /Encoding << /Type /Encoding /Differences [${String(FIRST_CODE)} ${glyphs.join(' ')}] >>
/CharProcs << ${glyphs.map((glyph) => `${glyph} 6 0 R`).join(' ')} >> /Resources << >> ${meaning === 'map' ? '/ToUnicode 7 0 R' : ''} >>`;
  const texts = cells.map(
    (cell, index) => `BT /F1 12 Tf 1 0 0 1 ${String(72 + index * 200)} 700 Tm <${[...cell].map(code).join('')}> Tj ET`,
  );
  return onePage(texts.join('\n'), [font, stream(SQUARE), stream(cmap)]);
}

/** Columns written from top to bottom, from the right to the left; STSong, which is not embedded. */
function verticalPage(columns: readonly string[]): Buffer {
  const texts = columns.map((column, index) => {
    const hex = Buffer.from(column, 'utf16le').swap16().toString('hex');
    return `BT /F1 20 Tf 1 0 0 1 ${String(500 - index * 40)} 760 Tm <${hex}> Tj ET`;
  });
  return onePage(texts.join('\n'), [
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-V /Encoding /UniGB-UTF16-V /DescendantFonts [6 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 7 0 R /DW 1000 >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
  ]);
}

describe('unusual fonts', () => {
  let directory: string;
  let child: Awaited<ReturnType<typeof compileParserChild>>;
  let parser: PdfParser;

  beforeAll(async () => {
    child = await compileParserChild();
    directory = await mkdtemp(join(tmpdir(), 'unusual-fonts-spec-'));
    parser = new PdfParser(RagEnv.parse({}), child.module);
  });

  afterAll(async () => {
    await parser.onModuleDestroy();
    await child.remove();
    await rm(directory, { recursive: true, force: true });
  });

  async function textOf(content: Buffer): Promise<string | undefined> {
    const path = join(directory, 'page.pdf');
    await writeFile(path, content);
    const pages = await parser.withPdf(path, new AbortController().signal, (pdf) => pdf.read(1, 1));
    return pages[0]?.text;
  }

  it.each(['map', 'names'] as const)(
    'reads article number and price from letters that are drawings, by their %s',
    async (meaning) => {
      expect(await textOf(type3Page(['TW-88', '12.50'], meaning))).toBe('TW-88\t12.50');
    },
  );

  it('reads vertical Chinese column by column', async () => {
    const columns = ['不锈钢保温杯五百毫升', '单价十二元五角', '起订量一千件'];
    expect((await textOf(verticalPage(columns)))?.split('\n')).toEqual(columns);
  });
});
