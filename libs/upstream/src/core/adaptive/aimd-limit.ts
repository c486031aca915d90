import type { Outcome } from '../pipeline/reply.js';
import type { LimitAlgorithm } from './limit-algorithm.js';

const BACKOFF_RATIO = 0.7;

/**
 * Additive increase, multiplicative decrease, as in TCP: an overloaded or throttled call takes the limit to 0.7 of itself, at
 * most once per round trip (a call that began before the last cut says nothing new); a whole window of good calls
 * with at least half the limit in use adds one.
 */
export class AimdLimit implements LimitAlgorithm {
  #limit: number;
  #max: number;
  #cutMs = -Infinity;
  #goodSinceChange = 0;

  constructor(maxLimit: number) {
    this.#max = maxLimit;
    this.#limit = maxLimit;
  }

  get limit(): number {
    return this.#limit;
  }

  settled(outcome: Outcome, startedMs: number, nowMs: number, inFlight: number): boolean {
    switch (outcome) {
      case 'overloaded':
      case 'throttled':
        if (startedMs < this.#cutMs) return false;
        this.#cutMs = nowMs;
        return this.#change(Math.max(1, Math.floor(this.#limit * BACKOFF_RATIO)));
      case 'success':
        if (this.#limit >= this.#max || startedMs < this.#cutMs || inFlight * 2 < this.#limit) return false;
        if (++this.#goodSinceChange < this.#limit) return false;
        return this.#change(this.#limit + 1);
      case 'failed':
      case 'ignored':
        return false;
    }
  }

  reconfigure(maxLimit: number): void {
    // A limit that was not held down follows the configuration; one that was goes on recovering from where it is.
    this.#limit = this.#limit >= this.#max ? maxLimit : Math.min(this.#limit, maxLimit);
    this.#max = maxLimit;
  }

  #change(limit: number): boolean {
    this.#goodSinceChange = 0;
    if (limit === this.#limit) return false;
    this.#limit = limit;
    return true;
  }
}
