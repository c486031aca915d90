import type { Timer } from '../clock/clock.js';
import type { AbortListener } from '../deadline/cancellation.js';
import type { Claim } from './claim.js';
import type { Permit } from './permit.js';
import type { TenantFlow } from './tenant-flow.js';

/** Takes waiters out of their queue; implemented by the budget. */
export interface WaiterOwner {
  /** The waiter's deadline ended or its caller left. */
  abandoned(waiter: Waiter, reason: unknown): void;
  /** `untilMs` has come. */
  expired(waiter: Waiter): void;
}

/** A caller who waits for a permit, or for the answer of its companion's store. Settled exactly once. */
export class Waiter implements AbortListener {
  /** Links of its flow's queue, oldest first; `flow` is undefined while it is in none. */
  next: Waiter | undefined = undefined;
  previous: Waiter | undefined = undefined;
  flow: TenantFlow | undefined = undefined;
  /** Ends the wait at `untilMs`. */
  timer: Timer | undefined = undefined;
  /** What admitting it is counted as: it has been in the queue, or only its companion's store was asked. */
  decision: 'admitted' | 'admitted_after_wait' = 'admitted';
  readonly permit: Promise<Permit>;
  #resolve!: (permit: Permit) => void;
  #reject!: (error: unknown) => void;
  #settled = false;

  constructor(
    private readonly owner: WaiterOwner,
    readonly claim: Claim,
    readonly sinceMs: number,
    /** The moment after which it is not worth waiting any longer. */
    readonly untilMs: number,
  ) {
    this.permit = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  get settled(): boolean {
    return this.#settled;
  }

  grant(permit: Permit): void {
    this.#settle();
    this.#resolve(permit);
  }

  refuse(error: unknown): void {
    this.#settle();
    this.#reject(error);
  }

  onAbort(reason: unknown): void {
    this.owner.abandoned(this, reason);
  }

  expire(): void {
    this.owner.expired(this);
  }

  #settle(): void {
    this.#settled = true;
    this.timer?.cancel();
    this.timer = undefined;
    this.claim.deadline.unlisten(this);
  }
}
