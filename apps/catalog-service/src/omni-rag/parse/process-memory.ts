import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { promisify } from 'node:util';

const KILOBYTE = 1_024;
const run = promisify(execFile);

/** Resident memory of another process: from /proc on Linux, from `ps` elsewhere. 0 when the process is gone. */
export async function rssBytes(pid: number): Promise<number> {
  try {
    return (platform() === 'linux' ? await fromProc(pid) : await fromPs(pid)) * KILOBYTE;
  } catch {
    return 0;
  }
}

async function fromProc(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
}

/** POSIX leaves the unit to the system; macOS and the BSDs count kilobytes. */
export async function fromPs(pid: number): Promise<number> {
  const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout.trim());
}
