import { setTimeout as delay } from 'node:timers/promises';
import { treeRssMb } from './process-tree.js';

/** Seldom enough that looking does not take the CPU that is measured. */
const EVERY_MS = 100;

/** How long the embedding budget had work waiting, and for how much of it it was full; and the most memory the worker took. */
export interface WorkerRecord {
  samples: number;
  waiting: number;
  full: number;
  peakRssMb: number;
}

/** Looks at a worker some nine times a second until the signal: its own gauges for the budget, the kernel for its memory. */
export async function watchWorker(
  { url, pid }: { url: string; pid: () => number | undefined },
  signal: AbortSignal,
): Promise<WorkerRecord> {
  const record: WorkerRecord = { samples: 0, waiting: 0, full: 0, peakRssMb: 0 };
  while (!signal.aborted) {
    const text = await fetch(`${url}/metrics`).then(
      (answer) => answer.text(),
      () => '',
    );
    const inFlight = gauge(text, 'upstream_in_flight', 'budget="omni-rag.embedding",lane="batch"');
    const limit = gauge(text, 'upstream_limit', 'budget="omni-rag.embedding",kind="configured"');
    const backlog = gauge(text, 'rag_embedding_backlog', '');
    record.samples += 1;
    if (backlog > inFlight) {
      record.waiting += 1;
      if (limit > 0 && inFlight >= limit - RESERVED) record.full += 1;
    }
    record.peakRssMb = Math.max(record.peakRssMb, treeRssMb(pid() ?? 0));
    await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return record;
}

/** Permits of the budget that are kept for queries: the batch lane may have all but these. */
const RESERVED = 2;

function gauge(text: string, name: string, labels: string): number {
  for (const line of text.split('\n')) {
    if (!line.startsWith(`${name}{`) && !line.startsWith(`${name} `)) continue;
    if (labels.split(',').every((label) => line.includes(label))) return Number(line.slice(line.lastIndexOf(' ') + 1));
  }
  return 0;
}
