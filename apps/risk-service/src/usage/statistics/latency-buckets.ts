/** Upper limits of the latency histogram's buckets in milliseconds: 1, then by a factor of √2 up to ten minutes; one more is open. */
export const LATENCY_LIMITS_MS: readonly number[] = Array.from({ length: 40 }, (_, at) => Math.round(2 ** (at / 2)));

/**
 * The `share` quantile of latencies in a histogram, in milliseconds, interpolated within its bucket, so that it is off by
 * at most the width of one (√2); undefined when nothing was counted.
 */
export function latencyQuantile(counts: readonly number[], share: number): number | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  let rank = share * total;
  for (let at = 0; at < counts.length; at += 1) {
    const count = counts[at] ?? 0;
    if (count > 0 && rank <= count) return within(at, rank / count);
    rank -= count;
  }
  return LATENCY_LIMITS_MS.at(-1);
}

function within(bucket: number, share: number): number {
  const lower = bucket === 0 ? 0 : (LATENCY_LIMITS_MS[bucket - 1] ?? 0);
  const upper = LATENCY_LIMITS_MS[bucket] ?? lower;
  return Math.round(lower + share * (upper - lower));
}
