/** A gap wider than this share of the font size is a space. */
const SPACE_GAP = 0.2;
/** Between Chinese characters, which are set apart to fill a line. */
const HAN_SPACE_GAP = 0.6;

const HAN_END = /[\p{Script=Han}，。、；：！？（）《》“”]$/u;
const HAN_START = /^[\p{Script=Han}，。、；：！？（）《》“”]/u;

/** What stands between two pieces of one line whose gap is given in shares of the font size. */
export function joiner(before: string, after: string, gap: number): '' | ' ' {
  if (/\s$/.test(before) || /^\s/.test(after)) return '';
  return gap > (areHan(before, after) ? HAN_SPACE_GAP : SPACE_GAP) ? ' ' : '';
}

/** Puts the lines of a wrapped cell or paragraph together again. */
export function joinLines(lines: readonly string[]): string {
  return lines.reduce((text, line) => `${text}${areHan(text, line) || text === '' ? '' : ' '}${line}`, '');
}

function areHan(before: string, after: string): boolean {
  return HAN_END.test(before) && HAN_START.test(after);
}
