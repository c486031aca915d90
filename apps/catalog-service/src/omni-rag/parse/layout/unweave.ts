import type { Line } from './line.js';

const MIN_LINES = 5;
/** Average characters of a line of prose in a column. Cells of a table are shorter. */
const MIN_CHARACTERS = 25;
/** Prose has few digits. */
const MAX_DIGITS = 0.15;

/** Some producers write columns of prose line by line across the page. They look like rows and are put back column by column. */
export function unweave(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  let block: Line[] = [];
  const close = (): void => {
    result.push(...(areProse(block) ? columnByColumn(block) : block));
    block = [];
  };
  for (const line of lines) {
    const columns = block[0]?.cells.length;
    if (line.cells.length < 2 || (columns !== undefined && columns !== line.cells.length)) close();
    if (line.cells.length < 2) result.push(line);
    else block.push(line);
  }
  close();
  return result;
}

function areProse(block: readonly Line[]): boolean {
  const [first] = block;
  if (!first || block.length < MIN_LINES || first.cells.length > 3) return false;
  return first.cells.every((_, index) => {
    const text = block.map(({ cells }) => cells[index]?.text ?? '').join('');
    const digits = text.replace(/\D/g, '').length;
    return text.length / block.length >= MIN_CHARACTERS && digits / text.length <= MAX_DIGITS;
  });
}

function columnByColumn(block: readonly Line[]): Line[] {
  const columns = block[0]?.cells ?? [];
  return columns.flatMap((_, index) =>
    block.flatMap(({ cells, size }) => (cells[index] ? [{ cells: [cells[index]], size }] : [])),
  );
}
