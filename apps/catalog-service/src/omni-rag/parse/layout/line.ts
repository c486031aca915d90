/** A cell of a row, with its place on the page. */
export interface Cell {
  text: string;
  x0: number;
  x1: number;
}

/** A line of the page's text: one cell for prose, several for the row of a table. */
export interface Line {
  cells: Cell[];
  size: number;
}

/** Neither prices nor names contain it. */
export const CELL_SEPARATOR = '\t';

export function lineText({ cells }: Line): string {
  return cells.map(({ text }) => text.replaceAll(CELL_SEPARATOR, ' ').trim()).join(CELL_SEPARATOR);
}
