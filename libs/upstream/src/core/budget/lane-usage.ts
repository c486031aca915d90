import type { Lane } from '../scope/call-scope.js';
import type { EffectiveLimit } from './effective-limit.js';

/** How many permits each lane has in use, against the number in force. */
export class LaneUsage {
  #interactive = 0;
  #batch = 0;

  constructor(private readonly limit: EffectiveLimit) {}

  get inFlight(): number {
    return this.#interactive + this.#batch;
  }

  get byLane(): Record<Lane, number> {
    return { interactive: this.#interactive, batch: this.#batch };
  }

  /** Whether a permit is free for the lane. */
  free(lane: Lane): boolean {
    const inLane = lane === 'interactive' ? this.#interactive : this.#batch;
    return this.inFlight < this.limit.limit && inLane < this.limit.of(lane);
  }

  took(lane: Lane): void {
    if (lane === 'interactive') this.#interactive++;
    else this.#batch++;
  }

  gaveBack(lane: Lane): void {
    if (lane === 'interactive') this.#interactive--;
    else this.#batch--;
  }
}
