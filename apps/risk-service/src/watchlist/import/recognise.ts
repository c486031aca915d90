import { open } from 'node:fs/promises';
import type { ListFiles } from './list-record.js';
import { ofacFiles } from './ofac-csv.js';
import { entityJsonFiles, simpleCsvFiles } from './opensanctions.js';

const LOOKED_AT_BYTES = 4_096;

/**
 * Tells the format of a list by its first bytes.
 *
 * @throws Error when it is none of those that can be imported.
 */
export async function recognise(file: string): Promise<ListFiles> {
  const start = await firstLine(file);
  if (start.startsWith('{')) return entityJsonFiles(file);
  if (hasColumns(start, ['id', 'schema', 'name'])) return simpleCsvFiles(file);
  if (/^\s*\d+\s*,\s*"/.test(start)) return ofacFiles(file);
  throw new Error(
    `${file} is no list that can be imported. Known are OFAC's sdn.csv and cons_prim.csv, and OpenSanctions' targets.simple.csv, ` +
      'targets.nested.json and entities.ftm.json.',
  );
}

/** Whether a line is a header with these columns, in whatever order. */
function hasColumns(line: string, names: readonly string[]): boolean {
  const columns = line.split(',').map((column) => column.trim().replace(/^"|"$/g, '').toLowerCase());
  return names.every((name) => columns.includes(name));
}

async function firstLine(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOKED_AT_BYTES), 0, LOOKED_AT_BYTES, 0);
    return (
      buffer
        .subarray(0, bytesRead)
        .toString('utf8')
        .replace(/^\ufeff/, '')
        .trimStart()
        .split(/\r?\n/)[0] ?? ''
    );
  } finally {
    await handle.close();
  }
}
