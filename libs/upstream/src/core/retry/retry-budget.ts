import type { Outcome } from '../pipeline/reply.js';

const MAX_TOKENS = 10;
const TOKENS_PER_SUCCESS = 0.1;

/**
 * Keeps retries from multiplying an outage: every bad attempt costs a token, every good one earns a tenth, and nobody
 * retries with half of them gone. A full outage thus sees a handful of retries in all, not a share of the traffic;
 * amplification in the long run is at most 1.1. (The retry throttling of gRPC, proposal A6.)
 */
export class RetryBudget {
  #tokens = MAX_TOKENS;

  settled(outcome: Outcome): void {
    if (outcome === 'success') this.#tokens = Math.min(MAX_TOKENS, this.#tokens + TOKENS_PER_SUCCESS);
    else if (outcome !== 'ignored') this.#tokens = Math.max(0, this.#tokens - 1);
  }

  /** Whether a retry may be made now. */
  get allows(): boolean {
    return this.#tokens > MAX_TOKENS / 2;
  }
}
