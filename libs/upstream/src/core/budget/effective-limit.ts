import type { LimitAlgorithm } from '../adaptive/limit-algorithm.js';
import type { Outcome } from '../pipeline/reply.js';
import type { Lane } from '../scope/call-scope.js';
import type { ShareSource } from '../share/share-source.js';
import type { BudgetOptions } from './budget-options.js';
import { laneShares } from './lane-shares.js';

/** The number a budget enforces: the least of the configured limit, what the upstream bears, and this process's leased share. */
export class EffectiveLimit {
  #options: BudgetOptions;
  #limit = 0;
  /** The share that {@link limit} was computed with. */
  #leased = Infinity;
  #shares: Record<Lane, number> = { interactive: 0, batch: 0 };

  constructor(
    options: BudgetOptions,
    private readonly adaptive: LimitAlgorithm | undefined,
    private readonly share: ShareSource | undefined,
  ) {
    this.#options = options;
    this.adaptive?.reconfigure(options.limit);
    this.refresh();
  }

  /** Looked up at every use: a share may end by itself, at a time at which nobody could tell. */
  get limit(): number {
    if (this.share !== undefined && this.share.share() !== this.#leased) this.refresh();
    return this.#limit;
  }

  /** Permits the lane may hold at once. */
  of(lane: Lane): number {
    return this.#shares[lane];
  }

  reconfigure(options: BudgetOptions): void {
    this.#options = options;
    this.adaptive?.reconfigure(options.limit);
    this.refresh();
  }

  /** One of the three has changed. */
  refresh(): void {
    this.#leased = this.share?.share() ?? Infinity;
    const least = Math.min(this.#options.limit, this.adaptive?.limit ?? Infinity, this.#leased);
    this.#limit = Math.max(0, Math.floor(least));
    this.#shares = laneShares(this.#options, this.#limit);
  }

  /** Learns from a call that has ended. */
  settled(outcome: Outcome, startedMs: number, nowMs: number, inFlight: number): void {
    if (this.adaptive?.settled(outcome, startedMs, nowMs, inFlight) === true) this.refresh();
  }

  /** The upstream was found dead. */
  outage(): void {
    this.adaptive?.outage();
  }

  /** Hints at a larger share when the present one is what holds callers up. */
  wanted(demand: number): void {
    if (this.share !== undefined && this.#limit < this.#options.limit) this.share.wanted(demand);
  }

  snapshot(): { limit: number; configuredLimit: number; adaptiveLimit?: number; leasedShare?: number } {
    return {
      limit: this.limit,
      configuredLimit: this.#options.limit,
      ...(this.adaptive === undefined ? {} : { adaptiveLimit: this.adaptive.limit }),
      ...(this.share === undefined ? {} : { leasedShare: this.share.share() }),
    };
  }
}
