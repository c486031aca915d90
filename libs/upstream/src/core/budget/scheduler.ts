import type { Clock } from '../clock/clock.js';
import { systemClock } from '../clock/system-clock.js';
import { abortError, UpstreamError } from '../errors/upstream-error.js';
import { silentObserver } from '../observer/upstream-observer.js';
import type { Outcome } from '../pipeline/reply.js';
import type { Lane } from '../scope/call-scope.js';
import type { BudgetDependencies } from './budget-dependencies.js';
import type { BudgetOptions } from './budget-options.js';
import type { BudgetSnapshot } from './budget-snapshot.js';
import { CapacityRefusals, type CapacityCode } from './capacity-refusals.js';
import type { Claim, CompanionRefusal } from './claim.js';
import { Decisions } from './decisions.js';
import { EffectiveLimit } from './effective-limit.js';
import { HeldLine } from './held-line.js';
import { LaneUsage } from './lane-usage.js';
import { Permit, type PermitOwner } from './permit.js';
import { ServiceTime } from './service-time.js';
import { Waiter, type WaiterOwner } from './waiter.js';
import { WaitingRoom } from './waiting-room.js';

/** A caller is let in if it may expect to wait for at most this part of what remains of its deadline. */
const WAIT_RATIO = 0.4;

function waitIsOver(waiter: Waiter): void {
  waiter.expire();
}

/**
 * Decides who of a budget's callers starts, waits or is refused.
 *
 * Invariants: permits in use never exceed the limit that was in force when the last was granted; whoever waits could not be
 * started (every event that could change that ends in a dispatch); a waiter is in the queue, or its companion's store is
 * being asked, or it is settled.
 */
export class Scheduler implements PermitOwner, WaiterOwner {
  readonly #clock: Clock;
  readonly #limit: EffectiveLimit;
  readonly #usage: LaneUsage;
  readonly #line: HeldLine;
  readonly #refusals: CapacityRefusals;
  readonly #decisions: Decisions;
  readonly #room = new WaitingRoom();
  readonly #service = new ServiceTime();
  readonly #unsubscribe: (() => void) | undefined;
  #options: BudgetOptions;
  #dispatching = false;
  #closed = false;

  constructor(
    readonly name: string,
    options: BudgetOptions,
    dependencies: BudgetDependencies,
  ) {
    this.#options = options;
    this.#clock = dependencies.clock ?? systemClock;
    this.#limit = new EffectiveLimit(options, dependencies.adaptive, dependencies.share);
    this.#usage = new LaneUsage(this.#limit);
    this.#line = new HeldLine(this.#clock, () => {
      this.#dispatch();
    });
    this.#refusals = new CapacityRefusals(name);
    this.#decisions = new Decisions(name, dependencies.observer ?? silentObserver);
    this.#unsubscribe = dependencies.share?.onChange(() => {
      this.#limit.refresh();
      this.#dispatch();
    });
  }

  /** The number enforced now: the least of configured, adaptive and leased. */
  get limit(): number {
    return this.#limit.limit;
  }

  get inFlight(): number {
    return this.#usage.inFlight;
  }

  /** Permits this process could use: in flight and waiting. What a cluster sizes leases by. */
  demand(): number {
    return this.inFlight + this.#room.length;
  }

  /** How long a good call typically takes; 0 when unknown. */
  typicalMs(): number {
    return this.#service.typicalMs(this.#clock.now());
  }

  lastServiceMs(): number {
    return this.#service.lastKnownMs;
  }

  /** Answers without a promise when a permit is free. @throws UpstreamError at once when the caller is refused */
  admit(claim: Claim): Permit | Promise<Permit> {
    const now = this.#clock.now();
    if (this.#closed) throw this.#decisions.refused(claim.lane, closedError(this.name));
    if (claim.deadline.aborted) throw this.#decisions.refused(claim.lane, abortError(claim.deadline.reason));
    if (!this.#mayStart(claim.lane, now)) return this.#enqueue(claim, now, undefined);
    const answer = claim.companion?.take();
    if (answer === undefined) {
      this.#usage.took(claim.lane);
      return this.#grant(claim, now, 0, 'admitted');
    }
    if (!(answer instanceof Promise)) return this.#enqueue(claim, now, answer);
    const waiter = new Waiter(this, claim, now, now + this.#longestWaitMs(claim));
    claim.deadline.listen(waiter);
    this.#ask(waiter, answer);
    return waiter.permit;
  }

  /** What {@link admit} would refuse with right now, without taking anything. */
  wouldRefuse(claim: Claim): UpstreamError | undefined {
    const now = this.#clock.now();
    if (this.#closed) return closedError(this.name);
    if (claim.deadline.aborted) return abortError(claim.deadline.reason);
    if (this.#mayStart(claim.lane, now)) return undefined;
    const room = this.#makeRoom(claim, now);
    return typeof room === 'string' ? this.#decisions.refused(claim.lane, this.#capacityError(room, now)) : undefined;
  }

  reconfigure(options: BudgetOptions): void {
    this.#options = options;
    this.#limit.reconfigure(options);
    this.#dispatch();
  }

  outage(): void {
    this.#limit.outage();
  }

  refuseWaiting(select: (claim: Claim) => boolean, error: () => UpstreamError): void {
    for (const waiter of this.#room) if (select(waiter.claim)) this.#turnAway(waiter, error());
    this.#line.letGo();
    this.#dispatch();
  }

  close(): void {
    this.#closed = true;
    this.#unsubscribe?.();
    for (const waiter of this.#room) this.#turnAway(waiter, closedError(this.name));
    this.#line.letGo();
  }

  snapshot(): BudgetSnapshot {
    const now = this.#clock.now();
    const { interactive, batch } = this.#room.lanes;
    const serviceMs = this.#service.lastKnownMs;
    return {
      name: this.name,
      ...this.#limit.snapshot(),
      inFlight: this.inFlight,
      inFlightByLane: this.#usage.byLane,
      waiting: this.#room.length,
      maxWaiting: this.#options.queue.maxWaiting,
      maxWaitMs: this.#options.queue.maxWaitMs,
      waitingByLane: { interactive: interactive.length, batch: batch.length },
      waitingBytes: this.#room.bytes,
      waitingTenants: interactive.tenants + batch.tenants,
      oldestWaitMs: this.#room.length === 0 ? 0 : now - this.#room.oldestSinceMs(),
      ...(serviceMs === 0 ? {} : { serviceMs }),
      decisions: this.#decisions.counts(),
    };
  }

  /** A permit has come back. Called by the permit, once. */
  takeBack(permit: Permit, outcome: Outcome): void {
    const now = this.#clock.now();
    const inFlight = this.inFlight;
    this.#usage.gaveBack(permit.lane);
    if (outcome === 'success') this.#service.sample(now - permit.grantedMs, now);
    this.#limit.settled(outcome, permit.grantedMs, now, inFlight);
    if (this.#room.length > 0) this.#dispatch();
  }

  /** A waiter's caller left or its deadline ended. Called by the waiter. */
  abandoned(waiter: Waiter, reason: unknown): void {
    if (waiter.settled) return;
    const queued = waiter.flow !== undefined;
    this.#turnAway(waiter, abortError(reason));
    if (queued) this.#afterDeparture();
  }

  /** A waiter has waited for as long as makes sense. Called by the waiter's timer. */
  expired(waiter: Waiter): void {
    this.#turnAway(waiter, this.#capacityError('capacity.wait_too_long', this.#clock.now()));
    this.#afterDeparture();
  }

  /** Whether a newcomer may start without overtaking anybody. */
  #mayStart(lane: Lane, now: number): boolean {
    if (!this.#usage.free(lane)) return false;
    if (this.#room.length === 0) return true;
    // Those of the other lane who wait although there is a permit wait for their lane's share, or for a companion.
    return this.#room.lanes[lane].length === 0 && !this.#line.stops(lane, now);
  }

  #longestWaitMs(claim: Claim): number {
    return Math.min(this.#options.queue.maxWaitMs, WAIT_RATIO * claim.deadline.remainingMs());
  }

  /**
   * How long a newcomer, let in because its expected wait is at most `waitMs`, may really wait: expectations are means, and whoever
   * was let in is served as long as that still makes sense.
   */
  #patienceMs(claim: Claim, waitMs: number, now: number): number {
    const typicalMs = this.#service.typicalMs(now);
    if (typicalMs === 0) return waitMs;
    return Math.max(waitMs, Math.min(this.#options.queue.maxWaitMs, claim.deadline.remainingMs() - typicalMs));
  }

  /** Queues a newcomer, at whose expense `makeRoom` decides, or throws. */
  #enqueue(claim: Claim, now: number, companion: CompanionRefusal | undefined): Promise<Permit> {
    const waitMs = this.#longestWaitMs(claim);
    if (companion !== undefined && companion.waitMs > waitMs)
      throw this.#decisions.refused(claim.lane, companion.toError());
    const room = this.#makeRoom(claim, now);
    if (typeof room === 'string') {
      throw this.#decisions.refused(claim.lane, companion?.toError() ?? this.#capacityError(room, now));
    }
    if (room !== undefined) this.#turnAway(room, this.#capacityError('capacity.evicted', now));
    const waiter = new Waiter(this, claim, now, now + this.#patienceMs(claim, waitMs, now));
    this.#room.append(waiter);
    this.#wait(waiter, now);
    claim.deadline.listen(waiter);
    if (companion !== undefined) this.#line.hold(claim.lane, now + companion.waitMs);
    this.#limit.wanted(this.demand());
    return waiter.permit;
  }

  #makeRoom(claim: Claim, now: number): Waiter | CapacityCode | undefined {
    return this.#room.makeRoom(claim, this.#options.queue, {
      longestMs: this.#longestWaitMs(claim),
      serviceMs: this.#service.typicalMs(now),
      permits: this.#limit.of(claim.lane),
      blockedMs: this.#line.waitMs(now),
    });
  }

  /** Starts everybody who can be started. */
  #dispatch(): void {
    if (this.#dispatching) return;
    this.#dispatching = true;
    try {
      const now = this.#clock.now();
      if (this.#line.waitMs(now) <= 0) this.#line.letGo();
      while (this.#line.waitMs(now) <= 0 && this.#startNext(now));
    } finally {
      this.#dispatching = false;
    }
  }

  /** @returns false when nobody can be started */
  #startNext(now: number): boolean {
    const { interactive, batch } = this.#room.lanes;
    const waiter =
      (interactive.length > 0 && this.#usage.free('interactive') ? interactive.peek() : undefined) ??
      (batch.length > 0 && this.#usage.free('batch') ? batch.peek() : undefined);
    if (waiter === undefined) return false;
    const { claim } = waiter;
    const remainingMs = claim.deadline.remainingMs();
    // Over: looking at it has ended the wait, or its listeners are just being told and this one's turn is still to come.
    if (remainingMs === 0) {
      if (!waiter.settled) this.#turnAway(waiter, abortError(claim.deadline.reason));
      return true;
    }
    if (remainingMs < this.#service.typicalMs(now)) {
      this.#turnAway(waiter, this.#capacityError('capacity.wait_too_long', now));
      return true;
    }
    const answer = claim.companion?.take();
    if (answer === undefined) {
      this.#leave(waiter);
      this.#usage.took(claim.lane);
      waiter.grant(this.#grant(claim, now, now - waiter.sinceMs, waiter.decision));
    } else if (answer instanceof Promise) {
      this.#leave(waiter);
      this.#ask(waiter, answer);
    } else if (now + answer.waitMs > waiter.untilMs) {
      this.#turnAway(waiter, answer.toError());
    } else {
      this.#line.hold(claim.lane, now + answer.waitMs);
      return false;
    }
    return true;
  }

  #grant(claim: Claim, now: number, waitedMs: number, decision: 'admitted' | 'admitted_after_wait'): Permit {
    this.#decisions.made(claim.lane, decision, waitedMs);
    return new Permit(this, claim.lane, claim.tenantId, now, waitedMs);
  }

  /** Holds a place while a companion's store answers. */
  #ask(waiter: Waiter, answer: Promise<CompanionRefusal | undefined>): void {
    this.#usage.took(waiter.claim.lane);
    answer.then(
      (refusal) => {
        this.#answered(waiter, refusal);
      },
      (error: unknown) => {
        this.#answered(waiter, { waitMs: Infinity, toError: () => abortError(error) });
      },
    );
  }

  #answered(waiter: Waiter, refusal: CompanionRefusal | undefined): void {
    const { claim } = waiter;
    const now = this.#clock.now();
    if (refusal === undefined && !waiter.settled && !this.#closed) {
      waiter.grant(this.#grant(claim, now, now - waiter.sinceMs, waiter.decision));
      return;
    }
    this.#usage.gaveBack(claim.lane);
    if (refusal === undefined) claim.companion?.giveBack();
    if (!waiter.settled) {
      if (this.#closed) this.#turnAway(waiter, closedError(this.name));
      else if (refusal !== undefined) this.#waitOn(waiter, refusal, now);
    }
    this.#dispatch();
  }

  /** The store has refused for now: back to the front of its tenant's queue, if it can wait for so long. */
  #waitOn(waiter: Waiter, refusal: CompanionRefusal, now: number): void {
    const { claim } = waiter;
    const untilMs = now + refusal.waitMs;
    if (untilMs > waiter.untilMs || !this.#room.fits(claim, this.#options.queue, undefined)) {
      this.#turnAway(waiter, refusal.toError());
      return;
    }
    this.#room.restore(waiter);
    this.#wait(waiter, now);
    this.#line.hold(claim.lane, untilMs);
  }

  #wait(waiter: Waiter, now: number): void {
    waiter.decision = 'admitted_after_wait';
    waiter.timer = this.#clock.setTimer(waiter.untilMs - now, waitIsOver, waiter);
  }

  /** The first in line is served. */
  #leave(waiter: Waiter): void {
    this.#room.take(waiter);
    waiter.timer?.cancel();
    waiter.timer = undefined;
  }

  #turnAway(waiter: Waiter, error: UpstreamError): void {
    this.#room.remove(waiter);
    waiter.refuse(this.#decisions.refused(waiter.claim.lane, error, this.#clock.now() - waiter.sinceMs));
  }

  /** Whoever left may have been the one for whom the line was held. */
  #afterDeparture(): void {
    if (!this.#line.held) return;
    this.#line.letGo();
    this.#dispatch();
  }

  #capacityError(code: CapacityCode, now: number): UpstreamError {
    return this.#refusals.make(
      code,
      now,
      this.#room.length,
      this.#service.lastKnownMs,
      this.limit,
      this.#line.waitMs(now),
    );
  }
}

function closedError(budget: string): UpstreamError {
  return new UpstreamError('call.cancelled', 'The service is shutting down.', { details: { budget } });
}
