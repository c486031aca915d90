/** Weight of the newest sample. */
const ALPHA = 0.15;
/** An estimate nobody has confirmed for this many times itself (and at least a second) is no longer believed. */
const STALE_FACTOR = 4;
const STALE_MIN_MS = 1000;

/**
 * How long a good call typically takes: an exponentially weighted mean. It goes stale, because a belief that nothing can be done
 * in time would otherwise keep out the very calls that could correct it.
 */
export class ServiceTime {
  #meanMs = 0;
  #sampledMs = -Infinity;

  sample(durationMs: number, nowMs: number): void {
    this.#meanMs = this.#sampledMs === -Infinity ? durationMs : this.#meanMs + ALPHA * (durationMs - this.#meanMs);
    this.#sampledMs = nowMs;
  }

  /** 0 when unknown: a call that takes no time is never refused for want of it. */
  typicalMs(nowMs: number): number {
    return nowMs - this.#sampledMs > Math.max(STALE_MIN_MS, STALE_FACTOR * this.#meanMs) ? 0 : this.#meanMs;
  }

  /** The last known value however old; 0 when there never was one. */
  get lastKnownMs(): number {
    return this.#meanMs;
  }
}
