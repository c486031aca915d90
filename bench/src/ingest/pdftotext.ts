import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantile } from '../support/statistics.js';

const ROUNDS = 3;

/** CPU seconds `pdftotext` needs for the files, the median of three rounds; undefined where it is not installed. */
export function pdftotextCpuSeconds(files: ReadonlyMap<string, Buffer>): number | undefined {
  if (spawnSync('pdftotext', ['-v']).error) return undefined;
  const directory = mkdtempSync(join(tmpdir(), 'tradewind-pdftotext-'));
  try {
    for (const [name, bytes] of files) writeFileSync(join(directory, name), bytes);
    // The shell's own `times` counts the children it waited for.
    const script = `for f in "${directory}"/*.pdf; do pdftotext "$f" /dev/null 2>/dev/null; done; times`;
    return quantile(
      Array.from({ length: ROUNDS }, () =>
        childrenSeconds(spawnSync('sh', ['-c', script], { encoding: 'utf8' }).stdout),
      ),
      0.5,
    );
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Of the shell's `times`: user and system time of itself, then of its children. */
function childrenSeconds(times: string): number {
  const children = times.trim().split('\n').at(-1) ?? '';
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds),
    0,
  );
}
