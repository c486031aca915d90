import { deflateSync } from 'node:zlib';
import { rawPdf, rawPdfOf } from './raw-pdf.js';

const FONT = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>';
const MEGABYTE = 1_048_576;

/** One page whose content is given as it stands in the file, behind the given filters. */
function onePage(content: Buffer, filter = '', count = '1'): Buffer {
  return rawPdfOf([
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from(`<< /Type /Pages /Count ${count} /Kids [4 0 R] >>`),
    Buffer.from(FONT),
    Buffer.from(
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents 5 0 R >>',
    ),
    Buffer.concat([
      Buffer.from(`<< /Length ${String(content.length)} ${filter} >>\nstream\n`),
      content,
      Buffer.from('\nendstream'),
    ]),
  ]);
}

const HELLO = Buffer.from('BT /F1 12 Tf 72 700 Td (readable) Tj ET');

/** A whole document that claims to have so many pages. */
export const claimingPages = (count: string): Buffer => onePage(HELLO, '', count);

/** Pages whose parent is one of their own children. */
export const cyclicPageTree = (): Buffer =>
  rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 3 /Kids [3 0 R 2 0 R] >>',
    '<< /Type /Pages /Parent 2 0 R /Count 2 /Kids [2 0 R 3 0 R] >>',
  ]);

/** Spaces compressed twice: a few kilobytes that become gigabytes. */
export function flateBomb(gigabytes: number): Buffer {
  const once = deflateSync(Buffer.alloc(16 * MEGABYTE, ' '), { level: 9 });
  // The inner streams are said one after the other by one outer stream each, so nothing of the whole size is ever in memory here.
  const copies = Math.ceil((gigabytes * 1_024) / 16);
  const contents = Array.from({ length: copies }, (_, index) => `${String(6 + index)} 0 R`).join(' ');
  const stream = (body: Buffer): Buffer =>
    Buffer.concat([
      Buffer.from(`<< /Length ${String(body.length)} /Filter /FlateDecode >>\nstream\n`),
      body,
      Buffer.from('\nendstream'),
    ]);
  return rawPdfOf([
    Buffer.from('<< /Type /Catalog /Pages 2 0 R >>'),
    Buffer.from('<< /Type /Pages /Count 1 /Kids [4 0 R] >>'),
    Buffer.from(FONT),
    Buffer.from(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents [${contents}] >>`,
    ),
    stream(deflateSync(HELLO)),
    ...Array.from({ length: copies }, () => stream(once)),
  ]);
}

/** Operators without end that draw next to nothing. */
export function manyOperators(count: number): Buffer {
  const text = Array.from({ length: count }, (_, index) => `1 0 0 1 ${String(index % 600)} 700 Tm (x) Tj`).join('\n');
  return onePage(deflateSync(Buffer.from(`BT /F1 1 Tf\n${text}\nET`)), '/Filter /FlateDecode');
}

/** Arrays in arrays, deeper than any stack. */
export const deeplyNested = (depth: number): Buffer =>
  onePage(Buffer.from(`${'['.repeat(depth)}${']'.repeat(depth)} TJ`));

/** A form that draws itself. */
export const selfDrawingForm = (): Buffer =>
  rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /XObject << /X 4 0 R >> >> /Contents 5 0 R >>',
    '<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream',
    '<< /Length 5 >>\nstream\n/X Do\nendstream',
  ]);
