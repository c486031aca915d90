import type { Segment } from './segment.js';

/** Runs of text under each other, as a paragraph, a product card or a wrapped cell has them. */
export interface Stack {
  lines: Segment[];
  x0: number;
  x1: number;
  top: number;
  bottom: number;
}

/** Lines of one text are at least this far apart and at most that, in shares of the font size; rows of a table are usually farther. */
const MIN_PITCH = 0.5;
const MAX_PITCH = 1.6;
/** Lines of one text have nearly one size. */
const MAX_SIZE_RATIO = 1.3;
const MIN_OVERLAP = 0.5;
/** Lines of one text begin, end or have their middle at one place, give or take this share of the size; a first line may be indented. */
const ALIGNED = 0.6;
const INDENT = 2.5;
/** Lines set flush right or centred differ less than a figure and the paragraph under it. */
const MAX_WIDTH_RATIO = 6;
/** What letters take above and below their baseline, in shares of their size. */
const ASCENT = 0.75;
const DESCENT = 0.25;

export function stacksOf(segments: readonly Segment[]): Stack[] {
  const stacks: Segment[][] = [];
  for (const segment of segments) {
    const last = stacks.at(-1);
    const above = last?.at(-1);
    if (last && above && follows(segment, above)) last.push(segment);
    else stacks.push([segment]);
  }
  return stacks.map(stackOf);
}

export function stackOf(lines: Segment[]): Stack {
  return {
    lines,
    x0: Math.min(...lines.map(({ x0 }) => x0)),
    x1: Math.max(...lines.map(({ x1 }) => x1)),
    top: Math.max(...lines.map(({ y, size }) => y + ASCENT * size)),
    bottom: Math.min(...lines.map(({ y, size }) => y - DESCENT * size)),
  };
}

/** Whether a run stands under another one, near enough to be its next line. */
function follows(segment: Segment, above: Segment): boolean {
  const size = Math.max(segment.size, above.size);
  const pitch = (above.y - segment.y) / size;
  return (
    segment.angle === above.angle &&
    pitch > MIN_PITCH &&
    pitch <= MAX_PITCH &&
    size <= MAX_SIZE_RATIO * Math.min(segment.size, above.size) &&
    overlap(segment, above) >= MIN_OVERLAP &&
    areAligned(segment, above, size)
  );
}

/** Keeps a note under a table out of the table's last cell. */
function areAligned(one: Segment, other: Segment, size: number): boolean {
  if (Math.abs(one.x0 - other.x0) <= INDENT * size) return true;
  const [narrow = 0, wide = 0] = [one.x1 - one.x0, other.x1 - other.x0].sort((a, b) => a - b);
  if (wide > MAX_WIDTH_RATIO * narrow) return false;
  return (
    Math.abs(one.x1 - other.x1) <= ALIGNED * size ||
    Math.abs(one.x0 + one.x1 - other.x0 - other.x1) <= 2 * ALIGNED * size
  );
}

interface Extent {
  x0: number;
  x1: number;
}

/** Common width as a share of the narrower one's. */
function overlap(one: Extent, other: Extent): number {
  const common = Math.min(one.x1, other.x1) - Math.max(one.x0, other.x0);
  const narrower = Math.min(one.x1 - one.x0, other.x1 - other.x0);
  return narrower <= 0 ? 0 : common / narrower;
}
