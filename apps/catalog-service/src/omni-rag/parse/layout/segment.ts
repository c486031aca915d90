import { joiner } from './words.js';

/** The parts of a text item of pdf.js that matter here; `transform` is [a, b, c, d, x, y] in page units. */
export interface TextItem {
  str: string;
  transform: readonly number[];
  width: number;
  height: number;
  /** Set downwards, as Chinese sometimes is. */
  vertical?: boolean;
}

/** A run of text on one baseline. `x` grows along the writing direction and `y` upwards across it, so that turned pages are read like upright ones. */
export interface Segment {
  text: string;
  x0: number;
  x1: number;
  y: number;
  size: number;
  /** Direction of writing in whole degrees. */
  angle: number;
}

/** Baselines closer than this share of the font size are one; superscripts move less. */
const SAME_LINE = 0.45;
/** A gap wider than this share of the font size may be the border of a cell; whether it is, the other rows tell. */
const CELL_GAP = 0.6;
/** Letters set closer than this overlap: they belong to another run. */
const MAX_OVERLAP = 0.4;
/** The same text this near is drawn twice, to look bold or to cast a shadow. */
const DOUBLE_STRIKE = 0.35;
const RIGHT_ANGLE = 90;
/** A scanner's skew. */
const SKEW_DEGREES = 4;

/** Joins items that follow each other in the stream on one baseline. */
export function segmentsOf(items: readonly TextItem[]): Segment[] {
  const segments: Segment[] = [];
  let previous: Segment | undefined;
  for (const item of items) {
    if (item.str.trim() === '') continue;
    const placed = place(item);
    const open = segments.at(-1);
    if (previous && isDouble(placed, previous)) continue;
    if (open && continues(placed, open)) append(open, placed);
    else segments.push({ ...placed });
    previous = placed;
  }
  return segments;
}

/** Whether two runs stand on one line, however far apart. */
export function onOneLine(one: Segment, other: Segment): boolean {
  return one.angle === other.angle && Math.abs(one.y - other.y) < SAME_LINE * Math.max(one.size, other.size);
}

function place({ str, transform, width, height, vertical }: TextItem): Segment {
  const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = transform;
  const size = height > 0 ? height : Math.hypot(c, d) || Math.hypot(a, b) || 1;
  const angle = vertical ? -RIGHT_ANGLE : wholeAngle(a, b);
  const length = vertical ? height : width;
  const turn = (angle * Math.PI) / 180;
  const along = x * Math.cos(turn) + y * Math.sin(turn);
  const across = y * Math.cos(turn) - x * Math.sin(turn);
  return { text: str, x0: along, x1: along + length, y: across, size: vertical ? width || size : size, angle };
}

function wholeAngle(a: number, b: number): number {
  const degrees = Math.round((Math.atan2(b, a) * 180) / Math.PI);
  const straight = Math.round(degrees / RIGHT_ANGLE) * RIGHT_ANGLE;
  return Math.abs(degrees - straight) <= SKEW_DEGREES ? straight % 360 : degrees;
}

function isDouble(item: Segment, previous: Segment): boolean {
  const near = DOUBLE_STRIKE * item.size;
  return item.text === previous.text && Math.abs(item.x0 - previous.x0) < near && Math.abs(item.y - previous.y) < near;
}

function continues(item: Segment, open: Segment): boolean {
  const gap = (item.x0 - open.x1) / Math.max(item.size, open.size);
  return onOneLine(item, open) && gap > -MAX_OVERLAP && gap <= CELL_GAP;
}

function append(open: Segment, item: Segment): void {
  const gap = (item.x0 - open.x1) / Math.max(item.size, open.size);
  open.text += joiner(open.text, item.text, gap) + item.text;
  open.x1 = Math.max(open.x1, item.x1);
  open.size = Math.max(open.size, item.size);
}
