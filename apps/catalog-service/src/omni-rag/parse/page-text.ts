import { bandsOf } from './layout/band.js';
import { cleaned } from './layout/clean.js';
import { withoutColumnarTables } from './layout/columnar.js';
import { alignTables } from './layout/grid.js';
import { headingsOf } from './layout/headings.js';
import { lineText, type Line } from './layout/line.js';
import { linesOfBand } from './layout/reading-order.js';
import { byPosition, inReadingOrder } from './layout/scattered.js';
import { segmentsOf, type Segment, type TextItem } from './layout/segment.js';
import { stacksOf } from './layout/stack.js';
import { unweave } from './layout/unweave.js';

export { CELL_SEPARATOR } from './layout/line.js';
export type { TextItem } from './layout/segment.js';

/** Readable text of one page: one line per row, cells of a table row separated by a tab. */
export interface PageText {
  lines: string[];
  /** Indexes of the lines that stand out as headings. */
  headings: number[];
}

/**
 * Puts the items of a page together **in stream order**, the order in which the producer wrote them: measured on real price
 * lists it keeps 94 % of the rows whole, where sorting by position keeps 35 %. Position decides only what belongs together:
 *
 * Pass `order: 'position'` for text without a stream, which OCR gives.
 *
 *     items → segments (one baseline) → stacks (under each other) → bands (side by side) → lines → tables with their columns
 */
export function pageText(items: readonly TextItem[], options: { order?: 'stream' | 'position' } = {}): PageText {
  const segments = segmentsOf(items);
  const ordered = options.order === 'position' ? byPosition(segments) : inReadingOrder(segments);
  const lines = withoutColumnarTables(ordered).flatMap((part) =>
    part.kind === 'table' ? part.lines : linesOf(part.segments),
  );
  const arranged = alignTables(unweave(lines));
  const texts = arranged.map((line) => cleaned(lineText(line)));
  const kept = texts.flatMap((text, index) => (text.trim() === '' ? [] : [index]));
  const keptLines = kept.flatMap((index) => arranged[index] ?? []);
  const keptTexts = kept.map((index) => texts[index] ?? '');
  return { lines: keptTexts, headings: headingsOf(keptLines, keptTexts) };
}

function linesOf(segments: readonly Segment[]): Line[] {
  return bandsOf(stacksOf(segments)).flatMap(linesOfBand);
}
