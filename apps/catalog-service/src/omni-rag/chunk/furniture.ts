import { CELL_SEPARATOR } from '../parse/page-text.js';
import type { ChunkablePage } from './chunker.js';

/** Running heads and feet stand among so many first and last lines of a page. */
const EDGE_LINES = 2;
/** A running line is on at least so many pages, and on this share of them. */
const MIN_PAGES = 3;
const MIN_SHARE = 0.5;
/** Rows of a table are content, and so is its head, which is repeated for the rows' sake. */
const MAX_CELLS = 2;

/** Lines that every page repeats: the company's name, the file's, the page's number. Passages are better without them. */
export class Furniture {
  private readonly seen = new Map<string, { pages: number; first: number }>();
  private pages = 0;

  observe(page: Pick<ChunkablePage, 'page' | 'text'>): void {
    this.pages += 1;
    for (const key of new Set(edgesOf(page.text.split('\n')).map((line) => keyOf(line, page.page)))) {
      const known = this.seen.get(key);
      if (known) known.pages += 1;
      else this.seen.set(key, { pages: 1, first: page.page });
    }
  }

  /** Once every page was observed. Where it stands first, a running line stays: it may say what holds for all pages. */
  isRunning(line: string, page: number): boolean {
    const known = this.seen.get(keyOf(line, page));
    return known !== undefined && known.pages >= Math.max(MIN_PAGES, MIN_SHARE * this.pages) && page > known.first;
  }
}

function edgesOf(lines: readonly string[]): string[] {
  const edges = lines.length <= 2 * EDGE_LINES ? lines : [...lines.slice(0, EDGE_LINES), ...lines.slice(-EDGE_LINES)];
  return edges.filter((line) => line !== '' && line.split(CELL_SEPARATOR).length <= MAX_CELLS);
}

/** Equal for lines that differ in the number of their page alone. */
function keyOf(line: string, page: number): string {
  return line.replace(new RegExp(String.raw`(?<![\w.-])${String(page)}(?![\w.-])`, 'g'), '#');
}
