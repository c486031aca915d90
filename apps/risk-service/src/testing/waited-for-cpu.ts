import { readFileSync } from 'node:fs';

/** Milliseconds for which this process's main thread has been ready to run and had no CPU, since it began; 0 where the system does not say. */
export function waitedForCpuMs(): number {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'utf8').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}
