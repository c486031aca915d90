import type { Lane } from '../scope/call-scope.js';
import { DEFAULT_MAX_BYTES, type QueueOptions } from './budget-options.js';
import type { Claim } from './claim.js';
import { LaneQueue } from './lane-queue.js';
import type { Waiter } from './waiter.js';

/** What the expected wait is computed from. */
export interface Pace {
  /** The longest wait that makes sense for the newcomer. */
  longestMs: number;
  /** Typical duration of a call; 0 when unknown. */
  serviceMs: number;
  /** Calls that run side by side. */
  permits: number;
  /** Time for which nobody can be served at all. */
  blockedMs: number;
}

/** Everybody who waits for one budget: a queue per lane, bounded together by count and by bytes. */
export class WaitingRoom {
  readonly lanes: Readonly<Record<Lane, LaneQueue>> = { interactive: new LaneQueue(), batch: new LaneQueue() };
  #bytes = 0;

  get length(): number {
    return this.lanes.interactive.length + this.lanes.batch.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  append(waiter: Waiter): void {
    this.lanes[waiter.claim.lane].append(waiter);
    this.#bytes += waiter.claim.bytes;
  }

  restore(waiter: Waiter): void {
    this.lanes[waiter.claim.lane].restore(waiter);
    this.#bytes += waiter.claim.bytes;
  }

  /** Takes out who is served next, charging its tenant. */
  take(waiter: Waiter): void {
    this.lanes[waiter.claim.lane].take(waiter);
    this.#bytes -= waiter.claim.bytes;
  }

  remove(waiter: Waiter): void {
    if (waiter.flow === undefined) return;
    this.lanes[waiter.claim.lane].remove(waiter);
    this.#bytes -= waiter.claim.bytes;
  }

  /**
   * Whether `claim` may come in. Undefined: there is room. A waiter: there is, if that one leaves. A code: the newcomer is
   * refused, and nobody has been turned away in vain.
   */
  makeRoom(
    claim: Claim,
    queue: QueueOptions,
    pace: Pace,
  ): Waiter | 'capacity.queue_full' | 'capacity.wait_too_long' | undefined {
    let victim: Waiter | undefined;
    if (!this.fits(claim, queue, undefined)) {
      victim = this.#victimFor(claim, queue.mode, false);
      if (victim === undefined || !this.fits(claim, queue, victim)) return 'capacity.queue_full';
    }
    if (this.#expectedWaitMs(claim, victim, pace) <= pace.longestMs) return victim;
    if (victim !== undefined || queue.mode === 'reject-newest') return 'capacity.wait_too_long';
    victim = this.#victimFor(claim, queue.mode, true);
    if (victim === undefined || this.#expectedWaitMs(claim, victim, pace) > pace.longestMs)
      return 'capacity.wait_too_long';
    return victim;
  }

  /** Whether there is room for one more, if `victim` left. */
  fits(claim: Claim, queue: QueueOptions, victim: Waiter | undefined): boolean {
    const places = victim === undefined ? 0 : 1;
    const bytes = victim?.claim.bytes ?? 0;
    return (
      this.length - places < queue.maxWaiting &&
      this.#bytes - bytes + claim.bytes <= (queue.maxBytes ?? DEFAULT_MAX_BYTES)
    );
  }

  /**
   * Who must leave so that `claim` may come in, or undefined when `claim` itself is the one to be turned away. Fairness lives
   * in this choice as much as in the order of service: it is always the longest tenant queue that gives way, counting the
   * newcomer, and an interactive caller never gives way to batch.
   */
  #victimFor(claim: Claim, mode: QueueOptions['mode'], sameLane: boolean): Waiter | undefined {
    const { interactive, batch } = this.lanes;
    if (!sameLane && claim.lane === 'interactive' && batch.length > 0) {
      return mode === 'evict-oldest' ? batch.longest?.head : batch.longest?.tail;
    }
    const lane = claim.lane === 'interactive' ? interactive : batch;
    const flow = lane.longestWith(claim.tenantId);
    if (mode === 'evict-oldest') return flow?.head;
    return flow !== undefined && flow.length > lane.lengthOf(claim.tenantId) + 1 ? flow.tail : undefined;
  }

  /**
   * How many are served before `claim` if it came in now and `victim` left. Service goes round the tenants, so a caller
   * waits for its own tenant's queue and for as many turns of each other tenant: not for everybody who is there, but also
   * for those who come later. Counting only who is there lets too many in, and they are refused after a long wait.
   */
  #aheadOf(claim: Claim, victim: Waiter | undefined): number {
    const lane = this.lanes[claim.lane];
    let own = lane.lengthOf(claim.tenantId);
    let others = lane.tenants - (own > 0 ? 1 : 0);
    if (victim?.claim.lane === claim.lane) {
      if (victim.claim.tenantId === claim.tenantId) own--;
      else if (lane.lengthOf(victim.claim.tenantId) === 1) others--;
    }
    const inLane = own + others * (own + 1);
    return claim.lane === 'batch' ? inLane + this.lanes.interactive.length : inLane;
  }

  /** (n + 1) · service ÷ permits, and not before a blocked line moves again. */
  #expectedWaitMs(claim: Claim, victim: Waiter | undefined, pace: Pace): number {
    const servedMs = ((this.#aheadOf(claim, victim) + 1) * pace.serviceMs) / Math.max(1, pace.permits);
    return Math.max(servedMs, pace.blockedMs);
  }

  /** Every waiter; the one given out may be removed. */
  *[Symbol.iterator](): Generator<Waiter> {
    yield* this.lanes.interactive;
    yield* this.lanes.batch;
  }

  oldestSinceMs(): number {
    return Math.min(this.lanes.interactive.oldestSinceMs(), this.lanes.batch.oldestSinceMs());
  }
}
