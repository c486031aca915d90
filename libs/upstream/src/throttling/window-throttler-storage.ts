import type { ThrottlerStorage } from '@nestjs/throttler';

/** What the throttler wants to know of one request. */
export interface ThrottlerRecord {
  totalHits: number;
  /** Seconds. */
  timeToExpire: number;
  isBlocked: boolean;
  /** Seconds. */
  timeToBlockExpire: number;
}

const SWEEP_MS = 60_000;
/** Expired times are cut off once they are this many and half of all. */
const MIN_CUT = 1_024;

/** Times of one key's requests, oldest first. */
class Hits {
  #times: number[] = [];
  #first = 0;

  constructor(readonly windowMs: number) {}

  get count(): number {
    return this.#times.length - this.#first;
  }

  /** Milliseconds until the oldest leaves the window. */
  untilFreeMs(now: number): number {
    return (this.#times[this.#first] ?? now) + this.windowMs - now;
  }

  add(now: number): void {
    this.#times.push(now);
  }

  expire(now: number): void {
    const times = this.#times;
    while (this.#first < times.length && (times[this.#first] ?? 0) <= now - this.windowMs) this.#first += 1;
    if (this.#first < MIN_CUT || this.#first * 2 < times.length) return;
    this.#times = times.slice(this.#first);
    this.#first = 0;
  }
}

/**
 * Requests per key in a sliding window, in this process. A request costs the same however many came before it (the throttler's
 * own storage goes through all of the window's for each), and one that is refused is not counted.
 */
export class WindowThrottlerStorage implements ThrottlerStorage {
  readonly #keys = new Map<string, Hits>();
  #sweptAt: number;

  /** `now`: monotonic milliseconds. */
  constructor(private readonly now: () => number = () => performance.now()) {
    this.#sweptAt = now();
  }

  /** Keys remembered: those with requests in the last minutes. */
  get size(): number {
    return this.#keys.size;
  }

  increment(key: string, ttl: number, limit: number): Promise<ThrottlerRecord> {
    return Promise.resolve(this.count(key, ttl, limit));
  }

  /** {@link increment} for whoever need not wait. */
  count(key: string, ttl: number, limit: number): ThrottlerRecord {
    const now = this.now();
    if (now - this.#sweptAt >= SWEEP_MS) this.#sweep(now);
    let hits = this.#keys.get(key);
    if (hits?.windowMs !== ttl) {
      hits = new Hits(ttl);
      this.#keys.set(key, hits);
    }
    hits.expire(now);
    const isBlocked = hits.count >= limit;
    const totalHits = hits.count + 1;
    if (!isBlocked) hits.add(now);
    const seconds = Math.max(1, Math.ceil(hits.untilFreeMs(now) / 1_000));
    return { totalHits, timeToExpire: seconds, isBlocked, timeToBlockExpire: isBlocked ? seconds : 0 };
  }

  #sweep(now: number): void {
    this.#sweptAt = now;
    for (const [key, hits] of this.#keys) {
      hits.expire(now);
      if (hits.count === 0) this.#keys.delete(key);
    }
  }
}
