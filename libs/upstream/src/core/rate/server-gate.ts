import type { Clock } from '../clock/clock.js';

/** No upstream may silence a server for longer, whatever its Retry-After says. */
const LONGEST_CLOSE_MS = 10 * 60_000;

/** Closed while a backend server has asked to be left alone: its Retry-After holds for all its callers, not for one. */
export class ServerGate {
  #closedUntilMs = -Infinity;

  constructor(private readonly clock: Clock) {}

  /** Never shortens what an earlier answer asked for. */
  closeFor(ms: number): void {
    const until = this.clock.now() + Math.min(ms, LONGEST_CLOSE_MS);
    if (until > this.#closedUntilMs) this.#closedUntilMs = until;
  }

  /** Milliseconds until it opens; 0 when it is open. */
  waitMs(): number {
    const left = this.#closedUntilMs - this.clock.now();
    return left > 0 ? left : 0;
  }
}
