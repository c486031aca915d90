import { deflateSync } from 'node:zlib';
import { pageHeight, pageWidth, type Sheet } from './sheet.js';

/**
 * A sheet set in STSong-Light without embedding it, encoded as UniGB-UTF16-H: how many Chinese price lists are made, and
 * what readers without Adobe's character maps turn into nothing. Written as raw PDF objects.
 */
export function chineseSheet(title: string): Sheet {
  const pages: string[] = [];
  let content = '';
  const turn = () => {
    pages.push(content);
    content = '';
  };
  return {
    text: (words, x, y, size, bold = false) => {
      // Render mode 2 strokes the outline as well: the usual way to fake a bold weight.
      const weight = bold ? '2 Tr 0.3 w' : '0 Tr';
      content += `BT /F1 ${size} Tf ${weight} 1 0 0 1 ${x} ${point(pageHeight - y - size)} Tm <${utf16(words)}> Tj ET\n`;
    },
    rule: (x1, y1, x2, y2) => {
      content += `0.5 w ${x1} ${point(pageHeight - y1)} m ${x2} ${point(pageHeight - y2)} l S\n`;
    },
    nextPage: turn,
    finish: () => {
      turn();
      return Promise.resolve(assemble(pages, title));
    },
  };
}

function assemble(pages: string[], title: string): Buffer {
  const firstPage = 7;
  const kids = pages.map((_, index) => `${firstPage + index * 2} 0 R`).join(' ');
  const objects: Buffer[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} /MediaBox [0 0 ${pageWidth} ${pageHeight}] /Resources << /Font << /F1 3 0 R >> >> >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>',
    '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R /DW 1000 /W [1 95 500 814 907 500] >>',
    '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
    `<< /Title <feff${utf16(title)}> /Producer (Tradewind sandbox) /CreationDate (D:20250301000000Z) >>`,
  ].map((text) => Buffer.from(text));
  for (const [index, content] of pages.entries()) {
    const stream = deflateSync(Buffer.from(content));
    objects.push(Buffer.from(`<< /Type /Page /Parent 2 0 R /Contents ${firstPage + index * 2 + 1} 0 R >>`));
    objects.push(
      Buffer.concat([
        Buffer.from(`<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n`),
        stream,
        Buffer.from('\nendstream'),
      ]),
    );
  }
  return withCrossReferences(objects);
}

function withCrossReferences(objects: Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  for (const [index, body] of objects.entries()) {
    offsets.push(length);
    const object = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]);
    parts.push(object);
    length += object.length;
  }
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

function utf16(text: string): string {
  return Buffer.from(text, 'utf16le').swap16().toString('hex');
}

function point(value: number): string {
  return value.toFixed(2);
}
