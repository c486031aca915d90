import type { Line } from './line.js';

const MIN_RATIO = 1.15;
const MAX_CHARACTERS = 120;
/** `第三章 …`, `第2节 …`, `一、…`, `Chapter 4`, `3.2 Surface treatment`: a heading whatever its size. */
const NUMBERED =
  /^(?:第[一二三四五六七八九十百\d]+[章节部篇](?:\s|$|\S)|[一二三四五六七八九十]{1,3}、|(?:[Cc]hapter|[Ss]ection|[Pp]art|CHAPTER|SECTION|PART)\s+[\dIVX]+\b|\d{1,2}(?:\.\d{1,2}){1,3}\.?\s+(?:\p{Lu}\p{Ll}{2}|\p{Script=Han}{2}))/u;
const NUMBERED_MAX_CHARACTERS = 60;
const SENTENCE_END = /[.。;；,，!！?？:：]$/u;

/** Indexes of the lines that stand out: set larger than most of the page, or numbered like a heading. */
export function headingsOf(lines: readonly Line[], texts: readonly string[]): number[] {
  const bodySize = medianSize(lines);
  return lines.flatMap((line, index) => {
    const text = texts[index] ?? '';
    if (line.cells.length > 1 || text.length > MAX_CHARACTERS || !/\p{L}/u.test(text)) return [];
    return line.size >= bodySize * MIN_RATIO || isNumbered(text) ? [index] : [];
  });
}

function isNumbered(text: string): boolean {
  return text.length <= NUMBERED_MAX_CHARACTERS && NUMBERED.test(text) && !SENTENCE_END.test(text);
}

/** The size most of the text is set in: the median weighted by characters. */
function medianSize(lines: readonly Line[]): number {
  const sorted = lines
    .map(({ cells, size }) => ({ size, characters: cells.reduce((sum, { text }) => sum + text.length, 0) }))
    .sort((one, other) => one.size - other.size);
  const half = sorted.reduce((sum, { characters }) => sum + characters, 0) / 2;
  let seen = 0;
  for (const { size, characters } of sorted) {
    seen += characters;
    if (seen >= half) return size;
  }
  return 1;
}
