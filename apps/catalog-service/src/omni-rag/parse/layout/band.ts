import type { Segment } from './segment.js';
import { stackOf, type Stack } from './stack.js';

/** Stacks side by side: the cells of one table row, or columns. */
export type Band = Stack[];

/** Heights of letters that must lie side by side, as a share of the smaller height. */
const MIN_COMMON_HEIGHT = 0.2;
/** Neighbours may touch each other by this share of the font size. */
const TOLERANCE = 0.3;
/** A merged cell begins at most so far under its first row, in shares of the font size. */
const MAX_MERGED_DROP = 8;

/** Puts together what follows in the stream and stands side by side on the page. */
export function bandsOf(stacks: readonly Stack[]): Band[] {
  const bands: Band[] = [];
  for (const [index, stack] of stacks.entries()) {
    const band = bands.at(-1);
    if (!band) {
      bands.push([stack]);
    } else if (isBeside(stack, band) || isMergedCell(stack, band, stacks[index + 1])) band.push(stack);
    else {
      const parted = partedFrom(band, stack);
      if (parted) bands.splice(-1, 1, [parted.above], [parted.beside, stack]);
      else bands.push([stack]);
    }
  }
  for (const band of bands) band.sort((one, other) => one.x0 - other.x0);
  return bands;
}

function isBeside(stack: Stack, band: Band): boolean {
  const last = band.at(-1);
  if (!last || !shareHeight(stack, band)) return false;
  if (!band.every((other) => areDisjoint(stack, other))) return false;
  // To the left only what stands on the very line: the first column of a page is not the neighbour of the one before.
  return stack.x0 > last.x0 || band.some((other) => haveCommonLine(stack, other));
}

/**
 * A cell merged over several rows is written with the first of them and stands in the middle of them all, so beside none. It is known
 * by the cells before and behind it, which are of one row.
 */
function isMergedCell(stack: Stack, band: Band, next: Stack | undefined): boolean {
  const last = band.at(-1);
  if (!last || !next || stack.lines.length > 1 || stack.lines[0]?.angle !== last.lines[0]?.angle) return false;
  const tolerance = TOLERANCE * sizeOf(stack);
  const isBetween = stack.x0 > last.x1 - tolerance && next.x0 > stack.x1 - tolerance;
  const below = Math.min(...band.map(({ bottom }) => bottom)) - stack.top;
  return isBetween && below >= -tolerance && below <= MAX_MERGED_DROP * sizeOf(stack) && isBeside(next, band);
}

/**
 * A paragraph directly above a table seems to be one stack with the table's first cell. It is parted where the cell's neighbour
 * would run into the paragraph.
 */
function partedFrom(band: Band, stack: Stack): { above: Stack; beside: Stack } | undefined {
  const [only] = band;
  if (!only || band.length > 1 || only.lines.length < 2) return undefined;
  const first = only.lines.findIndex((line) => line.y < stack.top);
  if (first < 1) return undefined;
  const beside = stackOf(only.lines.slice(first));
  return isBeside(stack, [beside]) ? { above: stackOf(only.lines.slice(0, first)), beside } : undefined;
}

function shareHeight(stack: Stack, band: Band): boolean {
  const angle = stack.lines[0]?.angle;
  if (band.some(({ lines }) => lines[0]?.angle !== angle)) return false;
  const top = Math.max(...band.map((other) => other.top));
  const bottom = Math.min(...band.map((other) => other.bottom));
  const common = Math.min(stack.top, top) - Math.max(stack.bottom, bottom);
  return common >= MIN_COMMON_HEIGHT * Math.min(stack.top - stack.bottom, top - bottom);
}

function areDisjoint(one: Stack, other: Stack): boolean {
  const tolerance = TOLERANCE * Math.min(sizeOf(one), sizeOf(other));
  return one.x0 > other.x1 - tolerance || other.x0 > one.x1 - tolerance;
}

function haveCommonLine(one: Stack, other: Stack): boolean {
  return one.lines.some((line) => other.lines.some((second) => Math.abs(line.y - second.y) < TOLERANCE * line.size));
}

function sizeOf({ lines }: Stack): number {
  return lines.reduce((size, line: Segment) => Math.max(size, line.size), 1);
}
