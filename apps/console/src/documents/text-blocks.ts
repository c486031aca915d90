/** Text as it is read: lines, and tables where neighbouring lines have cells. */
export type TextBlock = { kind: 'lines'; text: string } | { kind: 'table'; rows: string[][] };

/** Extraction puts a tab between the cells of a row; two such lines or more, one under the other, are a table. */
export function textBlocks(text: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  for (const run of runs(text.split('\n'))) {
    if (run.cells && run.lines.length > 1)
      blocks.push({ kind: 'table', rows: run.lines.map((line) => line.split('\t')) });
    else {
      const last = blocks.at(-1);
      const joined = run.lines.join('\n');
      if (last?.kind === 'lines') last.text += `\n${joined}`;
      else blocks.push({ kind: 'lines', text: joined });
    }
  }
  return blocks;
}

function runs(lines: readonly string[]): { cells: boolean; lines: string[] }[] {
  const found: { cells: boolean; lines: string[] }[] = [];
  for (const line of lines) {
    const cells = line.includes('\t');
    const last = found.at(-1);
    if (last?.cells === cells) last.lines.push(line);
    else found.push({ cells, lines: [line] });
  }
  return found;
}
