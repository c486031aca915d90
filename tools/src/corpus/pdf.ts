import { deflateSync } from 'node:zlib';

/** A text on a page: points from the left and from the top of an A4 page. */
export interface PlacedText {
  text: string;
  x: number;
  top: number;
  size: number;
}

const PAGE_HEIGHT = 842;
const LATIN = 4;
const HAN = 5;
/** Catalogue, page tree, information, the two fonts, and the two parts of the Chinese one. */
const FIRST_PAGE = 8;

/**
 * A PDF with a page for each list of texts: Latin in Helvetica, the rest in STSong without embedding it, as Chinese price lists
 * are made. Deterministic: the same pages give the same bytes.
 */
export function pdf(title: string, pages: readonly (readonly PlacedText[])[]): Buffer {
  const pageId = (index: number) => FIRST_PAGE + index * 2;
  const objects: Buffer[] = [
    dictionary('/Type /Catalog /Pages 2 0 R'),
    dictionary(
      `/Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${pageId(index)} 0 R`).join(' ')}]`,
    ),
    dictionary(`/Title <FEFF${hex(title)}>`),
    dictionary('/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding'),
    dictionary('/Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R]'),
    dictionary(
      '/Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 7 0 R /DW 1000 ' +
        '/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>',
    ),
    dictionary(
      '/Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93',
    ),
    ...pages.flatMap((texts, index) => [
      dictionary(
        `/Type /Page /Parent 2 0 R /MediaBox [0 0 595 ${PAGE_HEIGHT}] /Contents ${pageId(index) + 1} 0 R ` +
          `/Resources << /Font << /F${LATIN} ${LATIN} 0 R /F${HAN} ${HAN} 0 R >> >>`,
      ),
      stream(texts.map(shown).join('\n')),
    ]),
  ];
  return assemble(objects);
}

function shown({ text, x, top, size }: PlacedText): string {
  const latin = /^[\x20-\x7e]*$/.test(text);
  const string = latin ? `(${text.replace(/[\\()]/g, '\\$&')})` : `<${hex(text)}>`;
  return `BT /F${latin ? LATIN : HAN} ${size} Tf ${x} ${PAGE_HEIGHT - top} Td ${string} Tj ET`;
}

function hex(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex');
}

function dictionary(entries: string): Buffer {
  return Buffer.from(`<< ${entries} >>`);
}

function stream(content: string): Buffer {
  const packed = deflateSync(content);
  const head = `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`;
  return Buffer.concat([Buffer.from(head), packed, Buffer.from('\nendstream')]);
}

function assemble(objects: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n')];
  let length = parts[0]?.length ?? 0;
  const add = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  const entries = objects.map((object, index) => {
    const offset = length;
    add(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from('\nendobj\n')]));
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const start = length;
  add(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join('')}`));
  add(Buffer.from(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}
