import { readFileSync } from 'node:fs';

/**
 * Milliseconds for which the main thread of a process has been ready to run and had to wait for a CPU, since it began; 0 where the
 * system does not say (it is Linux that does). What is measured in such a time is the machine, not the program.
 */
export function waitedForCpuMs(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}
