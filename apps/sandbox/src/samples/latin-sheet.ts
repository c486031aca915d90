import PDFDocument from 'pdfkit';
import { margin, type Sheet } from './sheet.js';

/** Fixed, so that the same sample comes out byte for byte the same. */
const created = new Date('2025-03-01T00:00:00Z');

/** A sheet with the standard Helvetica, written by pdfkit. */
export function latinSheet(
  title: string,
  options: { userPassword?: string } = {},
): Sheet & { image(bytes: Buffer): void } {
  const document = new PDFDocument({
    size: 'A4',
    margin,
    info: { Title: title, Producer: 'Tradewind sandbox', CreationDate: created },
    ...(options.userPassword !== undefined && {
      userPassword: options.userPassword,
      ownerPassword: `${options.userPassword}-owner`,
      pdfVersion: '1.7' as const,
    }),
  });
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Buffer>((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
  return {
    text: (words, x, y, size, bold = false) => {
      document
        .font(bold ? 'Helvetica-Bold' : 'Helvetica')
        .fontSize(size)
        .text(words, x, y, { lineBreak: false });
    },
    rule: (x1, y1, x2, y2) => {
      document.lineWidth(0.5).moveTo(x1, y1).lineTo(x2, y2).stroke();
    },
    image: (bytes) => {
      document.image(bytes, 0, 0, { fit: [document.page.width, document.page.height] });
    },
    nextPage: () => {
      document.addPage();
    },
    finish: () => {
      document.end();
      return ended;
    },
  };
}
