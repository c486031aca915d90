import type { Lane } from '../scope/call-scope.js';
import type { Outcome } from '../pipeline/reply.js';

/** Takes a permit back; implemented by the budget that gave it. */
export interface PermitOwner {
  takeBack(permit: Permit, outcome: Outcome): void;
}

/**
 * The right to make one real call. It has an identity and is given back exactly once, after the real call has ended;
 * later releases do nothing, so a stranger can never free somebody else's place.
 */
export class Permit {
  #owner: PermitOwner | undefined;

  constructor(
    owner: PermitOwner,
    readonly lane: Lane,
    readonly tenantId: string,
    /** When it was granted, on the budget's clock. */
    readonly grantedMs: number,
    /** How long its caller had waited for it. */
    readonly waitedMs: number,
  ) {
    this.#owner = owner;
  }

  get released(): boolean {
    return this.#owner === undefined;
  }

  /**
   * Gives the permit back. `outcome` teaches the budget how long calls take and, if its limit adapts, how large it may
   * be; default `success`, a call that ended as calls do.
   */
  release(outcome: Outcome = 'success'): void {
    const owner = this.#owner;
    if (owner === undefined) return;
    this.#owner = undefined;
    owner.takeBack(this, outcome);
  }
}
