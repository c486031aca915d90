import type { UsageDimension } from '@tradewind/contracts';

export const RANGES = { day: 24, week: 24 * 7, month: 24 * 30 } as const;
export type Range = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as Range[];
/** Longer ranges are told by days: nobody reads 720 columns. */
export const granularityOf = (range: Range): 'hour' | 'day' => (range === 'day' ? 'hour' : 'day');

export interface UsageChoice {
  range: Range;
  by: UsageDimension[];
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** When each column begins: whole hours or days in UTC, the running one included. */
export function columnsOf(range: Range, now: Date): string[] {
  const step = granularityOf(range) === 'hour' ? HOUR_MS : DAY_MS;
  const end = Math.floor(now.getTime() / step) * step + step;
  const start = end - RANGES[range] * HOUR_MS;
  return Array.from({ length: (end - start) / step }, (_, index) => new Date(start + index * step).toISOString());
}

/** The query string of `GET /admin/usage`. */
export function queryOf({ range, by }: UsageChoice, now: Date): string {
  const [from = now.toISOString()] = columnsOf(range, now);
  const parts = { group_by: by.join(','), granularity: granularityOf(range), from };
  return new URLSearchParams(parts).toString();
}
