import type { Cell, Line } from './line.js';
import { isFigure } from './numbers.js';

/** Rows of a table may be interrupted by this many single lines: the name of a product group, a remark. */
const MAX_INTERRUPTION = 2;
const MIN_ROWS = 3;
const MIN_COLUMNS = 2;
/** Share of the rows that must have all columns for these to be believed. */
const MIN_FULL = 0.2;
/** Share of a cell's width, or of its column's, that must lie in the column. */
const MIN_SHARED = 0.3;
/** Without a table around it, only a gap wider than this share of the font size parts two cells. Justified words stay closer. */
const LONE_CELL_GAP = 0.85;
/** Share of a column's cells that must be figures for it to be one of figures. */
const FIGURES = 0.6;

interface Column {
  x0: number;
  x1: number;
  figures?: boolean;
}

/**
 * Gives every row of a table as many cells as it has columns: an empty cell, or one that spans rows, would shift all cells behind
 * it to the left and so put a price under the wrong head.
 */
export function alignTables(lines: readonly Line[]): Line[] {
  const result: Line[] = [];
  for (const block of blocksOf(lines)) result.push(...aligned(block));
  return result;
}

function blocksOf(lines: readonly Line[]): Line[][] {
  const blocks: Line[][] = [];
  let sinceRow = Infinity;
  for (const line of lines) {
    const block = blocks.at(-1);
    if (block && sinceRow <= MAX_INTERRUPTION) block.push(line);
    else blocks.push([line]);
    sinceRow = isRow(line) ? 0 : sinceRow + 1;
  }
  return blocks;
}

function aligned(block: Line[]): Line[] {
  const rows = block.filter(isRow);
  const columns = rows.length < MIN_ROWS ? undefined : columnsOf(rows);
  return block.map((line) => (columns && isRow(line) ? placed(line, columns) : withoutNarrowGaps(line)));
}

/** The columns of the widest rows that agree about them and are no exception; undefined when there are none. */
function columnsOf(rows: readonly Line[]): Column[] | undefined {
  const widths = new Set(rows.map(({ cells }) => cells.length));
  for (const width of [...widths].sort((one, other) => other - one)) {
    const full = rows.filter(({ cells }) => cells.length === width);
    if (width < MIN_COLUMNS || full.length < Math.max(2, MIN_FULL * rows.length)) continue;
    const columns = Array.from({ length: width }, (_, index) =>
      columnOf(full.flatMap(({ cells }) => cells[index] ?? [])),
    );
    if (areApart(columns)) return withStrays(columns, rows);
  }
  return undefined;
}

function areApart(columns: readonly Column[]): boolean {
  return columns.every((column, index) => index === 0 || column.x0 >= (columns[index - 1]?.x1 ?? 0));
}

/** Cells that stand in no column make one of their own: a group's name in the margin, a remark behind a row. */
function withStrays(columns: readonly Column[], rows: readonly Line[]): Column[] {
  const all = [...columns];
  for (const cell of rows.flatMap(({ cells }) => cells)) {
    if (all.some((column) => Math.min(cell.x1, column.x1) > Math.max(cell.x0, column.x0))) continue;
    all.push({ x0: cell.x0, x1: cell.x1 });
  }
  return all.sort((one, other) => one.x0 - other.x0);
}

function placed(line: Line, columns: readonly Column[]): Line {
  const cells: Cell[] = columns.map(({ x0, x1 }) => ({ text: '', x0, x1 }));
  for (const cell of line.cells.flatMap((one) => parted(one, columns))) {
    const place = cells[columns.findIndex((column) => isIn(cell, column))];
    // One of no column: not a row of this table after all.
    if (!place) return withoutNarrowGaps(line);
    place.text = place.text === '' ? cell.text : `${place.text} ${cell.text}`;
  }
  const last = cells.findLastIndex(({ text }) => text !== '');
  return { ...line, cells: cells.slice(0, last + 1) };
}

/** A long name may come so near the price behind it that they were taken for one run of text. */
function parted(cell: Cell, columns: readonly Column[]): Cell[] {
  const inside = columns.filter((column) => isIn(cell, column));
  const last = inside.at(-1);
  const [, words, figure] = /^(.*\S)\s+(\S+)$/s.exec(cell.text) ?? [];
  if (inside.length < 2 || !last?.figures || words === undefined || figure === undefined || !isFigure(figure)) {
    return [cell];
  }
  return [
    ...parted({ text: words, x0: cell.x0, x1: last.x0 - 1 }, columns),
    { text: figure, x0: last.x0, x1: cell.x1 },
  ];
}

function withoutNarrowGaps(line: Line): Line {
  const cells: Cell[] = [];
  for (const cell of line.cells) {
    const before = cells.at(-1);
    if (!before || cell.x0 - before.x1 > LONE_CELL_GAP * line.size) cells.push({ ...cell });
    else {
      before.text += ` ${cell.text}`;
      before.x1 = cell.x1;
    }
  }
  return { ...line, cells };
}

function isIn(cell: Cell, column: Column): boolean {
  const common = Math.min(cell.x1, column.x1) - Math.max(cell.x0, column.x0);
  return common >= MIN_SHARED * Math.min(cell.x1 - cell.x0, column.x1 - column.x0);
}

function columnOf(cells: readonly Cell[]): Column {
  return {
    x0: Math.min(...cells.map(({ x0 }) => x0)),
    x1: Math.max(...cells.map(({ x1 }) => x1)),
    figures: cells.filter(({ text }) => isFigure(text)).length >= FIGURES * cells.length,
  };
}

function isRow({ cells }: Line): boolean {
  return cells.length > 1;
}
