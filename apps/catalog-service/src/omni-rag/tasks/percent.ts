import type { TaskStatus } from '@tradewind/contracts';

/** Rough shares of the whole time: fetching 5, parsing 25, extraction 35, embedding 34; the last percent is being done. */
const FETCHED = 5;
const PARSING = 25;
const EXTRACTING = 35;
const EMBEDDING = 34;

/** What a task has counted so far; a total is null until it is known. */
export interface TaskCounters {
  status: TaskStatus;
  pages_total: number | null;
  pages_done: number;
  pages_extracted: number;
  chunks_total: number | null;
  chunks_done: number;
}

/** How far a task is, 0 to 100. */
export function percentOf(row: TaskCounters): number {
  if (row.status === 'succeeded') return 100;
  if (row.pages_total === null) return 0;
  const parsed = share(row.pages_done, row.pages_total);
  const extracted = share(row.pages_extracted, row.pages_total);
  const embedded = share(row.chunks_done, row.chunks_total);
  return Math.floor(FETCHED + PARSING * parsed + EXTRACTING * extracted + EMBEDDING * embedded);
}

function share(done: number, total: number | null): number {
  return total === null || total === 0 ? 0 : Math.min(1, done / total);
}
