import type { Line } from './line.js';
import { isFigure } from './numbers.js';
import type { Segment } from './segment.js';
import { joinLines } from './words.js';

/** Rows of one column are at most this far apart, in shares of the font size. */
const MAX_PITCH = 8;
const MIN_ROWS = 3;
const SAME_LINE = 0.5;
/** Share of a column's cells that must stand on the lines of the first column. */
const MIN_MATCHED = 0.7;
/** A head and right-aligned figures under it may miss each other by this share of the font size. */
const MAX_ASIDE = 4;
/** Cells of a table have nearly one size, its title another. */
const MAX_SIZE_RATIO = 1.3;
/** A column of figures has at least this share of them, its neighbour of words at most the other. Product cards, which also stand side by side, mix them. */
const FIGURES = 0.8;
const WORDS = 0.2;

type Run = Segment[];

export type Part = { kind: 'segments'; segments: Segment[] } | { kind: 'table'; lines: Line[] };

/**
 * Some producers write a table column by column: all article numbers, then all names, then all prices. Such tables are found and
 * turned into rows; everything else is passed on in the order of the stream.
 */
export function withoutColumnarTables(segments: readonly Segment[]): Part[] {
  const parts: Part[] = [];
  const runs = runsOf(segments);
  for (let at = 0; at < runs.length;) {
    const columns = columnsFrom(runs, at);
    if (isTable(columns)) {
      parts.push({ kind: 'table', lines: rowsOf(columns) });
      at += columns.length;
      continue;
    }
    const run = runs[at] ?? [];
    const last = parts.at(-1);
    if (last?.kind === 'segments') last.segments.push(...run);
    else parts.push({ kind: 'segments', segments: [...run] });
    at += 1;
  }
  return parts;
}

/** Pieces of the stream that go straight down the page. */
function runsOf(segments: readonly Segment[]): Run[] {
  const runs: Run[] = [];
  for (const segment of segments) {
    const run = runs.at(-1);
    const above = run?.at(-1);
    if (run && above && isUnder(segment, above)) run.push(segment);
    else runs.push([segment]);
  }
  return runs;
}

function isUnder(segment: Segment, above: Segment): boolean {
  const size = Math.max(segment.size, above.size);
  const pitch = (above.y - segment.y) / size;
  if (segment.angle !== above.angle || size > MAX_SIZE_RATIO * Math.min(segment.size, above.size)) return false;
  const aside = Math.max(segment.x0, above.x0) - Math.min(segment.x1, above.x1);
  return pitch > SAME_LINE && pitch <= MAX_PITCH && aside <= MAX_ASIDE * size;
}

function columnsFrom(runs: readonly Run[], from: number): Run[] {
  const columns: Run[] = [];
  for (const run of runs.slice(from)) {
    const [first] = columns;
    const last = columns.at(-1);
    if (run.length < MIN_ROWS || (first && last && !(isRightOf(run, last) && standsOnLinesOf(run, first)))) break;
    columns.push(run);
  }
  return columns;
}

function isTable(columns: readonly Run[]): boolean {
  if (columns.length < 2) return false;
  const shares = columns.map((run) => run.slice(1).filter(({ text }) => isFigure(text)).length / (run.length - 1));
  return shares.some((share) => share >= FIGURES) && shares.some((share) => share <= WORDS);
}

function isRightOf(run: Run, other: Run): boolean {
  const right = Math.max(...other.map(({ x1 }) => x1));
  return Math.min(...run.map(({ x0 }) => x0)) >= right - (other[0]?.size ?? 0);
}

function standsOnLinesOf(run: Run, first: Run): boolean {
  const matched = run.filter((cell) => first.some((other) => areLevel(cell, other))).length;
  return matched >= MIN_MATCHED * run.length;
}

function areLevel(one: Segment, other: Segment): boolean {
  return one.angle === other.angle && Math.abs(one.y - other.y) < SAME_LINE * Math.max(one.size, other.size);
}

/** A row for each figure, because figures do not wrap; what stands between two lines belongs to the nearer one. */
function rowsOf(columns: readonly Run[]): Line[] {
  const [anchors = []] = columns.toSorted((one, other) => figures(other) - figures(one));
  return anchors.map((anchor, index) => {
    const cells = columns.flatMap((column) => {
      const own = column.filter((cell) => nearest(anchors, cell) === index);
      if (own.length === 0) return [];
      return {
        text: joinLines(own.map(({ text }) => text)),
        x0: Math.min(...own.map(({ x0 }) => x0)),
        x1: Math.max(...own.map(({ x1 }) => x1)),
      };
    });
    return { cells, size: anchor.size };
  });
}

function figures(run: Run): number {
  return run.filter(({ text }) => isFigure(text)).length;
}

function nearest(anchors: Run, cell: Segment): number {
  let best = 0;
  for (const [index, anchor] of anchors.entries()) {
    if (Math.abs(anchor.y - cell.y) < Math.abs((anchors[best]?.y ?? Infinity) - cell.y)) best = index;
  }
  return best;
}
