import colors from 'picocolors';

const PAINTS = [colors.cyan, colors.magenta, colors.yellow, colors.green, colors.blue];
const NAME_WIDTH = 8;

/** Writes one line of one process: `risk     │ text`, each name in a colour of its own. */
export type LineWriter = (line: string) => void;

export function createLineWriter(name: string, index: number, out: NodeJS.WritableStream): LineWriter {
  const paint = PAINTS[index % PAINTS.length] ?? colors.white;
  const prefix = `${paint(name.padEnd(NAME_WIDTH))}${colors.dim('│')} `;
  return (line) => out.write(`${prefix}${line}\n`);
}

/** Calls `write` once per line of a stream, the last unfinished one at its end. */
export function forEachLine(stream: NodeJS.ReadableStream, write: LineWriter): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') write(line);
  });
  stream.on('end', () => {
    if (rest.trim() !== '') write(rest);
  });
}
