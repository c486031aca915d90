import { readFile } from 'node:fs/promises';

const KILOBYTE = 1_024;

/**
 * Resident memory of another process, from Linux's /proc. 0 where that does not exist (the process is gone, or the system is
 * not Linux, where the parser's heap limit is the only bound).
 */
export async function rssBytes(pid: number): Promise<number> {
  try {
    const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * KILOBYTE;
  } catch {
    return 0;
  }
}
