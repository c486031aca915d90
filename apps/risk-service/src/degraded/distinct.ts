import type { Degradation } from '@tradewind/contracts';

/** Each degradation once: two calls of one stage that fail alike are one thing to the reader. */
export function distinct(degraded: readonly Degradation[]): Degradation[] {
  return [...new Map(degraded.map((each) => [`${each.stage}\n${each.reason}`, { ...each }])).values()];
}
