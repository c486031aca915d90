import { pageText, type PageText, type TextItem } from '../parse/page-text.js';
import type { OcrLine } from './protocol.js';

/** Letters fill about this share of the box around them. */
const LETTER_SHARE = 0.75;

/** Readable text of a page from what was recognised in its picture: rows from top to bottom, cells from left to right. */
export function ocrText(lines: readonly OcrLine[], height: number): PageText {
  return pageText(
    lines.map((line) => toItem(line, height)),
    { order: 'position' },
  );
}

function toItem({ text, box }: OcrLine, height: number): TextItem {
  const xs = box.map(([x]) => x);
  const ys = box.map(([, y]) => y);
  const left = Math.min(...xs);
  // A crooked line is as high as its left edge, not as the box that holds all of it.
  const [topLeft = [0, 0], , , bottomLeft = [0, 0]] = box;
  const size = Math.max(1, (bottomLeft[1] - topLeft[1]) * LETTER_SHARE);
  const middle = (Math.min(...ys) + Math.max(...ys)) / 2;
  return {
    str: text,
    transform: [size, 0, 0, size, left, height - middle],
    width: Math.max(...xs) - left,
    height: size,
  };
}
