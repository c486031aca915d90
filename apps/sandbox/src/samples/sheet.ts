/** What a layout needs of a PDF writer. Points, from the top left corner of an A4 page (595 × 842). */
export interface Sheet {
  text(words: string, x: number, y: number, size: number, bold?: boolean): void;
  rule(x1: number, y1: number, x2: number, y2: number): void;
  nextPage(): void;
  finish(): Promise<Buffer>;
}

export const margin = 48;
export const pageWidth = 595;
export const pageHeight = 842;
