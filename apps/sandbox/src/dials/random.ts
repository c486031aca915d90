/** A seeded generator (mulberry32): the same seed gives the same faults in the same order. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** The 99th percentile of the standard normal distribution. */
const z99 = 2.3263478740408408;

/**
 * One draw of a log-normal duration with the given median whose 99th percentile is `spread` times the median.
 * A spread of 1 always gives the median.
 */
export function logNormalMs(medianMs: number, spread: number, random: () => number): number {
  if (medianMs === 0 || spread <= 1) return medianMs;
  const sigma = Math.log(spread) / z99;
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return medianMs * Math.exp(sigma * normal);
}
