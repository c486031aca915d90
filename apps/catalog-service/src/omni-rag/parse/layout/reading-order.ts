import type { Band } from './band.js';
import type { Line } from './line.js';
import { isCardLine } from './numbers.js';
import type { Stack } from './stack.js';
import { joinLines } from './words.js';

/** Every cell of a row that wraps over this many lines is no row but columns: numbers hardly wrap. */
const MIN_COLUMN_LINES = 3;
/** No cell of a table is longer. */
const MAX_CELL_LINES = 12;
/** Lines of prose are longer than those of a cell. */
const PROSE_CHARACTERS = 40;
/** `•`, `1.`, `2)`, `3.1`, `(a)`: belongs to the text behind it. */
const LIST_MARK = /^(?:[•●▪■◦○–—*·-]|\d{1,2}[.)、]|\d{1,2}(?:\.\d{1,2})+\.?|\([a-z\d]\)|[a-z][.)])$/iu;

/** The lines of stacks that stand side by side: one row, or one column after the other. */
export function linesOfBand(band: Band): Line[] {
  const [only] = band;
  if (only && band.length === 1) return linesOfStack(only);
  if (areColumns(band)) return band.flatMap(linesOfStack);
  return [withoutListMark({ cells: band.map(cellOf), size: sizeOf(band) })];
}

function areColumns(band: Band): boolean {
  const heights = band.map(({ lines }) => lines.length);
  const fewest = Math.min(...heights);
  if (fewest >= MIN_COLUMN_LINES || Math.max(...heights) > MAX_CELL_LINES) return true;
  return fewest >= 2 && (band.every(isCard) || band.every(isProse));
}

function isCard({ lines }: Stack): boolean {
  return lines.some(({ text }) => isCardLine(text));
}

function isProse({ lines }: Stack): boolean {
  return lines.reduce((sum, { text }) => sum + text.length, 0) >= PROSE_CHARACTERS * lines.length;
}

function linesOfStack({ lines }: Stack): Line[] {
  return lines.map(({ text, x0, x1, size }) => ({ cells: [{ text, x0, x1 }], size }));
}

function cellOf({ lines, x0, x1 }: Stack): Line['cells'][number] {
  return { text: joinLines(lines.map(({ text }) => text)), x0, x1 };
}

function withoutListMark(line: Line): Line {
  const [mark, text] = line.cells;
  if (!mark || !text || line.cells.length !== 2 || !LIST_MARK.test(mark.text.trim())) return line;
  return { ...line, cells: [{ text: `${mark.text.trim()} ${text.text}`, x0: mark.x0, x1: text.x1 }] };
}

function sizeOf(band: Band): number {
  return Math.max(...band.flatMap(({ lines }) => lines.map(({ size }) => size)));
}
