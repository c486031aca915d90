import type { Clock } from '../clock/clock.js';
import { systemClock } from '../clock/system-clock.js';
import { abortError, UpstreamError } from '../errors/upstream-error.js';
import { silentObserver } from '../observer/upstream-observer.js';
import type { Outcome } from '../pipeline/reply.js';
import type { Lane } from '../scope/call-scope.js';
import type { BudgetDependencies } from './budget-dependencies.js';
import type { BudgetOptions } from './budget-options.js';
import type { BudgetSnapshot } from './budget-snapshot.js';
import type { Claim, CompanionRefusal } from './claim.js';
import { Decisions } from './decisions.js';
import { EffectiveLimit } from './effective-limit.js';
import { LaneUsage } from './lane-usage.js';
import { Permit, type PermitOwner } from './permit.js';
import type { Waiter, WaiterOwner } from './waiter.js';
import { WaitingCallers } from './waiting-callers.js';

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
  readonly #decisions: Decisions;
  readonly #waiting: WaitingCallers;
  readonly #unsubscribe: (() => void) | undefined;
  #dispatching = false;
  #closed = false;

  constructor(
    readonly name: string,
    options: BudgetOptions,
    dependencies: BudgetDependencies,
  ) {
    this.#clock = dependencies.clock ?? systemClock;
    this.#limit = new EffectiveLimit(options, dependencies.adaptive, dependencies.share);
    this.#usage = new LaneUsage(this.#limit);
    this.#decisions = new Decisions(name, dependencies.observer ?? silentObserver);
    this.#waiting = new WaitingCallers(name, options, this.#clock, this.#limit, this.#decisions, this, () => {
      this.#dispatch();
    });
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
    return this.inFlight + this.#waiting.length;
  }

  /** How long a good call typically takes; 0 when unknown. */
  typicalMs(): number {
    return this.#waiting.service.typicalMs(this.#clock.now());
  }

  lastServiceMs(): number {
    return this.#waiting.service.lastKnownMs;
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
    const waiter = this.#waiting.undecided(claim, now);
    this.#ask(waiter, answer);
    return waiter.permit;
  }

  /** What {@link admit} would refuse with right now, without taking anything. */
  wouldRefuse(claim: Claim): UpstreamError | undefined {
    const now = this.#clock.now();
    if (this.#closed) return closedError(this.name);
    if (claim.deadline.aborted) return abortError(claim.deadline.reason);
    return this.#mayStart(claim.lane, now) ? undefined : this.#waiting.wouldRefuse(claim, now);
  }

  reconfigure(options: BudgetOptions): void {
    this.#waiting.reconfigure(options);
    this.#limit.reconfigure(options);
    this.#dispatch();
  }

  outage(): void {
    this.#limit.outage();
  }

  refuseWaiting(select: (claim: Claim) => boolean, error: () => UpstreamError): void {
    this.#waiting.turnAwayAll(error, select);
    this.#dispatch();
  }

  close(): void {
    this.#closed = true;
    this.#unsubscribe?.();
    this.#waiting.turnAwayAll(() => closedError(this.name));
  }

  snapshot(): BudgetSnapshot {
    return {
      name: this.name,
      ...this.#limit.snapshot(),
      inFlight: this.inFlight,
      inFlightByLane: this.#usage.byLane,
      ...this.#waiting.snapshot(this.#clock.now()),
      decisions: this.#decisions.counts(),
    };
  }

  /** A permit has come back. Called by the permit, once. */
  takeBack(permit: Permit, outcome: Outcome): void {
    const now = this.#clock.now();
    const inFlight = this.inFlight;
    this.#usage.gaveBack(permit.lane);
    if (outcome === 'success') this.#waiting.service.sample(now - permit.grantedMs, now);
    this.#limit.settled(outcome, permit.grantedMs, now, inFlight);
    if (this.#waiting.length > 0) this.#dispatch();
  }

  /** A waiter's caller left or its deadline ended. Called by the waiter. */
  abandoned(waiter: Waiter, reason: unknown): void {
    if (waiter.settled) return;
    const queued = waiter.flow !== undefined;
    this.#waiting.turnAway(waiter, abortError(reason));
    if (queued) this.#afterDeparture();
  }

  /** A waiter has waited for as long as makes sense. Called by the waiter's timer. */
  expired(waiter: Waiter): void {
    this.#waiting.turnAwayAsTooLate(waiter, this.#clock.now());
    this.#afterDeparture();
  }

  /** Whether a newcomer may start without overtaking anybody. */
  #mayStart(lane: Lane, now: number): boolean {
    if (!this.#usage.free(lane)) return false;
    if (this.#waiting.length === 0) return true;
    // Those of the other lane who wait although there is a permit wait for their lane's share, or for a companion.
    return this.#waiting.room.lanes[lane].length === 0 && !this.#waiting.line.stops(lane, now);
  }

  /** Queues a newcomer, or throws. */
  #enqueue(claim: Claim, now: number, companion: CompanionRefusal | undefined): Promise<Permit> {
    const { permit } = this.#waiting.enqueue(claim, now, companion);
    this.#limit.wanted(this.demand());
    return permit;
  }

  /** Starts everybody who can be started. */
  #dispatch(): void {
    if (this.#dispatching) return;
    this.#dispatching = true;
    try {
      const now = this.#clock.now();
      if (this.#waiting.line.waitMs(now) <= 0) this.#waiting.line.letGo();
      while (this.#waiting.line.waitMs(now) <= 0 && this.#startNext(now));
    } finally {
      this.#dispatching = false;
    }
  }

  /** @returns false when nobody can be started */
  #startNext(now: number): boolean {
    const { interactive, batch } = this.#waiting.room.lanes;
    const waiter =
      (interactive.length > 0 && this.#usage.free('interactive') ? interactive.peek() : undefined) ??
      (batch.length > 0 && this.#usage.free('batch') ? batch.peek() : undefined);
    if (waiter === undefined) return false;
    if (this.#waiting.turnedAwayIfLate(waiter, now)) return true;
    const { claim } = waiter;
    const answer = claim.companion?.take();
    if (answer === undefined) {
      this.#waiting.leave(waiter);
      this.#usage.took(claim.lane);
      waiter.grant(this.#grant(claim, now, now - waiter.sinceMs, waiter.decision));
    } else if (answer instanceof Promise) {
      this.#waiting.leave(waiter);
      this.#ask(waiter, answer);
    } else if (now + answer.waitMs > waiter.untilMs) {
      this.#waiting.turnAway(waiter, answer.toError());
    } else {
      this.#waiting.line.hold(claim.lane, now + answer.waitMs);
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
      if (this.#closed) this.#waiting.turnAway(waiter, closedError(this.name));
      else if (refusal !== undefined) this.#waiting.waitOn(waiter, refusal, now);
    }
    this.#dispatch();
  }

  /** Whoever left may have been the one for whom the line was held. */
  #afterDeparture(): void {
    if (!this.#waiting.line.held) return;
    this.#waiting.line.letGo();
    this.#dispatch();
  }
}

function closedError(budget: string): UpstreamError {
  return new UpstreamError('call.cancelled', 'The service is shutting down.', { details: { budget } });
}
