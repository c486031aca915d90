/** Fails unless `holds`; for inner loops of property tests, where Jest's `expect` is a hundred times dearer. */
export function must(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`Broken: ${what}`);
}

/** Fails unless both are the same number or string. */
export function mustEqual(actual: unknown, expected: unknown, what: string): void {
  if (actual !== expected) throw new Error(`Broken: ${what} is ${String(actual)}, expected ${String(expected)}`);
}

/** Fails if `actual` is more than `most`. */
export function mustNotExceed(actual: number, most: number, what: string): void {
  if (!(actual <= most)) throw new Error(`Broken: ${what} is ${actual}, more than ${most}`);
}
