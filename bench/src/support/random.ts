/** Uniform in [0, 1), repeatable: mulberry32 (Tommy Ettinger's 32-bit generator). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Log-normal with the given mean: what service times of paid APIs look like. `sigma` is that of the logarithm. */
export function logNormal(random: () => number, mean: number, sigma: number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return mean * Math.exp(sigma * normal - (sigma * sigma) / 2);
}

/** Time to the next arrival of a Poisson process, in the unit of `mean`. */
export function exponential(random: () => number, mean: number): number {
  return -mean * Math.log(1 - random());
}
