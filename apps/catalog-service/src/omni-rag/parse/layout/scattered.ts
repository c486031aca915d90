import { onOneLine, type Segment } from './segment.js';

const MIN_SEGMENTS = 20;
/** A jump up the page by more than this many lines. Columns and product cards need one each. */
const JUMP_LINES = 2;
/** Share of jumps above which the order of the stream means nothing. */
const MAX_JUMPS = 0.3;

/** The order of the stream, or from top to bottom where the stream jumps about: some producers write by font or colour, or backwards. */
export function inReadingOrder(segments: readonly Segment[]): readonly Segment[] {
  return isScattered(segments) ? byPosition(segments) : segments;
}

function isScattered(segments: readonly Segment[]): boolean {
  if (segments.length < MIN_SEGMENTS) return false;
  const jumps = segments.filter((segment, index) => {
    const before = segments[index - 1];
    return before !== undefined && segment.y - before.y > JUMP_LINES * segment.size;
  }).length;
  return jumps > MAX_JUMPS * segments.length;
}

/** From top to bottom, and from left to right on each line. */
export function byPosition(segments: readonly Segment[]): Segment[] {
  const sorted = segments.toSorted((one, other) => one.angle - other.angle || other.y - one.y);
  const lines: Segment[][] = [];
  for (const segment of sorted) {
    const line = lines.at(-1);
    if (line?.[0] && onOneLine(segment, line[0])) line.push(segment);
    else lines.push([segment]);
  }
  return lines.flatMap((line) => line.sort((one, other) => one.x0 - other.x0));
}
