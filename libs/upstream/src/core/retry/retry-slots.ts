/** Nobody is sent away for longer. */
export const LONGEST_RETRY_AFTER_MS = 60_000;

/**
 * Gives every refused caller a moment of its own to come back: a virtual place in a line that drains at the rate of real
 * service. With one fixed Retry-After for all they come back together, and most are refused again.
 */
export class RetrySlots {
  #lastMs = -Infinity;

  /**
   * @param firstMs milliseconds from now at which the first caller could be served
   * @param spacingMs time that serving one caller takes
   * @returns milliseconds from now, never less than `firstMs` and never more than a minute unless `firstMs` is
   */
  next(nowMs: number, firstMs: number, spacingMs: number): number {
    const first = nowMs + firstMs;
    let slot = Math.max(first, this.#lastMs + spacingMs);
    // Past the minute the line starts again from the front: those who do come back are still spread over all of it.
    if (slot > nowMs + Math.max(LONGEST_RETRY_AFTER_MS, firstMs)) slot = first;
    this.#lastMs = slot;
    return slot - nowMs;
  }

  /** True when it promises nothing any more. */
  idle(nowMs: number): boolean {
    return this.#lastMs <= nowMs;
  }
}
