import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SUFFIX, type UsageJournal } from './usage-journal.js';

/** Files that nobody has touched for this long have lost their writer. Writers touch theirs far more often. */
export const ABANDONED_AFTER_MS = 60_000;

export interface Recovery {
  /** Stores a line; to store one twice does no harm. Rejects when the store is away. */
  store: (line: string) => Promise<void>;
  now: () => number;
  /** Also reads files that may have a living writer, for the rows of one that died a moment ago. */
  everything: boolean;
}

/**
 * Stores the rows that dead processes left in a journal's directory, and removes files once they are surely abandoned and
 * all of their rows are stored. Returns the number of rows that were read.
 */
export async function recover(journal: UsageJournal, { store, now, everything }: Recovery): Promise<number> {
  let rows = 0;
  for (const name of await readdir(journal.directory)) {
    const path = join(journal.directory, name);
    if (!name.endsWith(SUFFIX) || journal.owns(path)) continue;
    const seen = await stat(path).catch(() => undefined);
    if (seen === undefined) continue;
    const abandoned = now() - seen.mtimeMs > ABANDONED_AFTER_MS;
    if (!abandoned && !everything) continue;
    const lines = wholeLines(await readFile(path, 'utf8').catch(() => ''));
    await Promise.all(lines.map(store));
    rows += lines.length;
    if (abandoned) await rm(path, { force: true });
  }
  return rows;
}

/** A line without its end was never acknowledged: its writer died in the middle of it. */
function wholeLines(text: string): string[] {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(isJson);
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
