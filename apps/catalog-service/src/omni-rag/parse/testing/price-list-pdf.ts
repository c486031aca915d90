import { rawPdf } from './raw-pdf.js';

export interface PriceRow {
  sku: string;
  name: string;
  price: string;
  moq: string;
}

export interface PriceListLayout {
  head: readonly [sku: string, name: string, price: string, moq: string];
  /** STSong-Light, not embedded, as most Chinese price lists have it. */
  chinese: boolean;
  ruled: boolean;
  /** Whether each row or each column is written as a whole. */
  order: 'rows' | 'columns';
}

const COLUMNS = [50, 140, 380, 500] as const;
const SIZE = 9;
const PITCH = 17;
const TOP = 780;
const ROWS_PER_PAGE = 40;
const LATIN = ['<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'];
const STSONG = [
  '<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>',
  '<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R /DW 1000 /W [1 95 500 814 907 500] >>',
  '<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>',
];

/** A price list as producers write them: a head on every page, rows under it, rules around the cells or none. */
export function priceListPdf(rows: readonly PriceRow[], layout: PriceListLayout): Buffer {
  const fonts = layout.chinese ? STSONG : LATIN;
  const pages = Math.ceil(rows.length / ROWS_PER_PAGE);
  const first = 3 + fonts.length;
  const kids = Array.from({ length: pages }, (_, page) => `${String(first + page * 2)} 0 R`).join(' ');
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${String(pages)} /Kids [${kids}] /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> >>`,
    ...fonts,
    ...Array.from({ length: pages }, (_, page) => {
      const content = contentOf(rows.slice(page * ROWS_PER_PAGE, (page + 1) * ROWS_PER_PAGE), layout);
      return [
        `<< /Type /Page /Parent 2 0 R /Contents ${String(first + page * 2 + 1)} 0 R >>`,
        `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`,
      ];
    }).flat(),
  ]);
}

function contentOf(rows: readonly PriceRow[], { head, chinese, ruled, order }: PriceListLayout): string {
  const table = [head, ...rows.map(({ sku, name, price, moq }) => [sku, name, price, moq])];
  const cells = table.flatMap((row, index) =>
    row.map((text, column) => ({ text, column, x: COLUMNS[column] ?? 0, y: TOP - index * PITCH })),
  );
  if (order === 'columns') cells.sort((one, other) => one.column - other.column);
  const encode = chinese ? utf16 : winAnsi;
  const texts = cells.map(
    ({ text, x, y }) => `BT /F1 ${String(SIZE)} Tf 1 0 0 1 ${String(x)} ${String(y)} Tm ${encode(text)} Tj ET`,
  );
  const rules = table.map((_, index) => {
    const y = String(TOP - index * PITCH + SIZE + 3);
    return `0.5 w 45 ${y} m 550 ${y} l S`;
  });
  return [...(ruled ? rules : []), ...texts].join('\n');
}

function utf16(text: string): string {
  return `<${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}

/** Of what WinAnsi has beyond Latin 1 a price list needs the euro sign. */
function winAnsi(text: string): string {
  return `<${Buffer.from(text.replaceAll('€', '\u0080'), 'latin1').toString('hex')}>`;
}
