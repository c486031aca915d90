import { readdirSync, readFileSync } from 'node:fs';

const PAGE_BYTES = 4096;
const TICKS_PER_SECOND = 100;

interface Stat {
  parent: number;
  cpuSeconds: number;
  /** Of children that have ended and were waited for. */
  endedChildrenCpuSeconds: number;
  rssBytes: number;
}

/** `/proc/<pid>/stat`; the name may hold anything, so fields are counted from behind its bracket. */
function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const at = (index: number) => fields[index] ?? 0;
    return {
      parent: at(1),
      cpuSeconds: (at(11) + at(12)) / TICKS_PER_SECOND,
      endedChildrenCpuSeconds: (at(13) + at(14)) / TICKS_PER_SECOND,
      rssBytes: at(21) * PAGE_BYTES,
    };
  } catch {
    return undefined;
  }
}

function descendants(root: number): Stat[] {
  const all = new Map<number, Stat>();
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : undefined;
    if (stat) all.set(Number(name), stat);
  }
  const found: Stat[] = [];
  const wanted = new Set([root]);
  for (let grown = true; grown;) {
    grown = false;
    for (const [pid, stat] of all) {
      if (wanted.has(pid) || !wanted.has(stat.parent)) continue;
      wanted.add(pid);
      found.push(stat);
      grown = true;
    }
  }
  return found;
}

/** Resident memory of a process and all its descendants, MB. Pages they share are counted for each, so this is no underestimate. */
export function treeRssMb(pid: number): number {
  const own = statOf(pid)?.rssBytes ?? 0;
  return descendants(pid).reduce((sum, { rssBytes }) => sum + rssBytes, own) / 1_048_576;
}

/** CPU time of all its descendants, those that have ended included: for the worker, its parsers. */
export function childrenCpuSeconds(pid: number): number {
  const ended = statOf(pid)?.endedChildrenCpuSeconds ?? 0;
  return descendants(pid).reduce((sum, each) => sum + each.cpuSeconds + each.endedChildrenCpuSeconds, ended);
}
