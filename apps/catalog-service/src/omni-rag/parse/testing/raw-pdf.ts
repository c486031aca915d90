/** Assembles a PDF from object bodies (the first is the catalogue), with a correct cross-reference table. */
export function rawPdf(objects: readonly string[], trailer = ''): Buffer {
  return rawPdfOf(
    objects.map((body) => Buffer.from(body, 'latin1')),
    trailer,
  );
}

/** The same from bodies that hold compressed streams. */
export function rawPdfOf(objects: readonly Buffer[], trailer = ''): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  const write = (part: Buffer | string): void => {
    const bytes = Buffer.from(part);
    parts.push(bytes);
    length += bytes.length;
  };
  write('%PDF-1.4\n');
  const offsets = objects.map((body, index) => {
    const offset = length;
    write(`${String(index + 1)} 0 obj\n`);
    write(body);
    write('\nendobj\n');
    return offset;
  });
  const start = length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  write(`xref\n0 ${String(objects.length + 1)}\n0000000000 65535 f \n${entries}`);
  write(
    `trailer\n<< /Size ${String(objects.length + 1)} /Root 1 0 R ${trailer}>>\nstartxref\n${String(start)}\n%%EOF\n`,
  );
  return Buffer.concat(parts);
}
/** A page of text per entry, set in Helvetica 12. */
export function textPdf(pages: readonly string[]): Buffer {
  const kids = pages.map((_, index) => `${String(4 + index * 2)} 0 R`).join(' ');
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${String(pages.length)} /Kids [${kids}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...pages.flatMap((text, index) => {
      const content = `BT /F1 12 Tf 72 700 Td (${text}) Tj ET`;
      const resources = '/Resources << /Font << /F1 3 0 R >> >>';
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] ${resources} /Contents ${String(5 + index * 2)} 0 R >>`,
        `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ]);
}
