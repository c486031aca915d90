import type { Outcome } from '../pipeline/reply.js';
import type { LimitAlgorithm } from './limit-algorithm.js';

const BACKOFF_RATIO = 0.7;

/**
 * Additive increase, multiplicative decrease, as in TCP (Chiu & Jain, 1989): an overloaded or throttled call takes the limit to 0.7 of
 * itself, at most once per round trip (a call that began before the last cut says nothing new); a whole window of good calls
 * with at least half the limit in use adds one.
 *
 * An upstream that was dead for a while is no overloaded one: how it failed says nothing about how many calls at once it bears.
 * After an {@link outage} the limit therefore climbs by slow start (RFC 5681, 3.1: every good call adds one, which doubles the
 * limit per round trip) to where it was when calls last went well, the threshold being held through repeated failures as
 * TCP holds it through repeated timeouts, and only from there by one per window. A climb that meets overload was too bold: its threshold
 * falls with the limit, so that an upstream that came back smaller is not run over again.
 */
export class AimdLimit implements LimitAlgorithm {
  #limit: number;
  #max: number;
  #cutMs = -Infinity;
  #goodSinceChange = 0;
  /** The limit under which calls last went well. */
  #good: number;
  /** After an outage, until a whole window of good calls has passed at the threshold, which is {@link #good}. */
  #climbing = false;
  /** The upstream is dead, and no call has gone well since. */
  #down = false;

  constructor(maxLimit: number) {
    this.#max = maxLimit;
    this.#limit = maxLimit;
    this.#good = maxLimit;
  }

  get limit(): number {
    return this.#limit;
  }

  settled(outcome: Outcome, startedMs: number, nowMs: number, inFlight: number): boolean {
    switch (outcome) {
      case 'overloaded':
        // What still gets through to a dead upstream are its breaker's probes.
        return !this.#down && this.#cut(startedMs, nowMs);
      case 'throttled':
        return this.#cut(startedMs, nowMs);
      case 'success':
        return startedMs >= this.#cutMs && this.#wentWell(inFlight);
      case 'failed':
      case 'ignored':
        return false;
    }
  }

  outage(): void {
    this.#down = true;
    this.#climbing = true;
    this.#goodSinceChange = 0;
  }

  reconfigure(maxLimit: number): void {
    // A limit that was not held down follows the configuration; one that was goes on recovering from where it is.
    this.#limit = this.#limit >= this.#max ? maxLimit : Math.min(this.#limit, maxLimit);
    this.#good = Math.min(this.#good, maxLimit);
    this.#max = maxLimit;
  }

  #cut(startedMs: number, nowMs: number): boolean {
    if (startedMs < this.#cutMs) return false;
    this.#cutMs = nowMs;
    const limit = Math.max(1, Math.floor(this.#limit * BACKOFF_RATIO));
    if (this.#climbing && !this.#down) {
      this.#climbing = false;
      this.#good = limit;
    }
    return this.#change(limit);
  }

  #wentWell(inFlight: number): boolean {
    this.#down = false;
    if (!this.#climbing) this.#good = this.#limit;
    const mayGrow = this.#limit < this.#max || this.#climbing;
    if (!mayGrow || inFlight * 2 < this.#limit) return false;
    if (this.#climbing && this.#limit < this.#good) return this.#change(this.#limit + 1);
    if (++this.#goodSinceChange < this.#limit) return false;
    this.#climbing = false;
    return this.#change(Math.min(this.#max, this.#limit + 1));
  }

  #change(limit: number): boolean {
    this.#goodSinceChange = 0;
    if (limit === this.#limit) return false;
    this.#limit = limit;
    return true;
  }
}
