import type { Clock } from '../clock/clock.js';
import { abortError, type UpstreamError } from '../errors/upstream-error.js';
import type { BudgetOptions, QueueOptions } from './budget-options.js';
import type { BudgetSnapshot } from './budget-snapshot.js';
import { CapacityRefusals, type CapacityCode } from './capacity-refusals.js';
import type { Claim, CompanionRefusal } from './claim.js';
import type { Decisions } from './decisions.js';
import type { EffectiveLimit } from './effective-limit.js';
import { HeldLine } from './held-line.js';
import { ServiceTime } from './service-time.js';
import { Waiter, type WaiterOwner } from './waiter.js';
import { WaitingRoom } from './waiting-room.js';

/** A caller is let in if it may expect to wait for at most this part of what remains of its deadline. */
const WAIT_RATIO = 0.4;

function waitIsOver(waiter: Waiter): void {
  waiter.expire();
}

/** Those of a budget's callers who wait: who is let in, for how long, and with what words they are turned away. */
export class WaitingCallers {
  readonly room = new WaitingRoom();
  readonly service = new ServiceTime();
  readonly line: HeldLine;
  readonly #refusals: CapacityRefusals;
  #queue: QueueOptions;

  /**
   * @param onOpen called when a line that was held for a companion moves again
   * @param owner told when a wait ends without a permit
   */
  constructor(
    budget: string,
    options: BudgetOptions,
    private readonly clock: Clock,
    private readonly limit: EffectiveLimit,
    private readonly decisions: Decisions,
    private readonly owner: WaiterOwner,
    onOpen: () => void,
  ) {
    this.#queue = options.queue;
    this.#refusals = new CapacityRefusals(budget);
    this.line = new HeldLine(clock, onOpen);
  }

  get length(): number {
    return this.room.length;
  }

  reconfigure(options: BudgetOptions): void {
    this.#queue = options.queue;
  }

  /** A newcomer of whom it is not known yet whether it has to wait: its companion's store is being asked. */
  undecided(claim: Claim, now: number): Waiter {
    const waiter = new Waiter(this.owner, claim, now, now + this.#longestWaitMs(claim));
    claim.deadline.listen(waiter);
    return waiter;
  }

  /**
   * Lets a newcomer in, at whose expense {@link WaitingRoom.makeRoom} decides.
   *
   * @param companion why it could not start, if it was not for want of a permit
   * @throws UpstreamError when it may not wait
   */
  enqueue(claim: Claim, now: number, companion: CompanionRefusal | undefined): Waiter {
    const waitMs = this.#longestWaitMs(claim);
    if (companion !== undefined && companion.waitMs > waitMs)
      throw this.decisions.refused(claim.lane, companion.toError());
    const room = this.#makeRoom(claim, now);
    if (typeof room === 'string') {
      throw this.decisions.refused(claim.lane, companion?.toError() ?? this.#capacityError(room, now));
    }
    if (room !== undefined) this.turnAway(room, this.#capacityError('capacity.evicted', now));
    const waiter = new Waiter(this.owner, claim, now, now + this.#patienceMs(claim, waitMs, now));
    this.room.append(waiter);
    this.#startTimer(waiter, now);
    claim.deadline.listen(waiter);
    if (companion !== undefined) this.line.hold(claim.lane, now + companion.waitMs);
    return waiter;
  }

  /** What {@link enqueue} would refuse with for want of room, without taking any. */
  wouldRefuse(claim: Claim, now: number): UpstreamError | undefined {
    const room = this.#makeRoom(claim, now);
    return typeof room === 'string' ? this.decisions.refused(claim.lane, this.#capacityError(room, now)) : undefined;
  }

  /** The store of its companion has refused for now: back to the front of its tenant's queue, if it can wait for so long. */
  waitOn(waiter: Waiter, refusal: CompanionRefusal, now: number): void {
    const { claim } = waiter;
    const untilMs = now + refusal.waitMs;
    if (untilMs > waiter.untilMs || !this.room.fits(claim, this.#queue, undefined)) {
      this.turnAway(waiter, refusal.toError());
      return;
    }
    this.room.restore(waiter);
    this.#startTimer(waiter, now);
    this.line.hold(claim.lane, untilMs);
  }

  /** The first in line is served. */
  leave(waiter: Waiter): void {
    this.room.take(waiter);
    waiter.timer?.cancel();
    waiter.timer = undefined;
  }

  turnAway(waiter: Waiter, error: UpstreamError): void {
    this.room.remove(waiter);
    waiter.refuse(this.decisions.refused(waiter.claim.lane, error, this.clock.now() - waiter.sinceMs));
  }

  /** It has waited for as long as makes sense, or would have. */
  turnAwayAsTooLate(waiter: Waiter, now: number): void {
    this.turnAway(waiter, this.#capacityError('capacity.wait_too_long', now));
  }

  turnAwayAll(error: () => UpstreamError, select: (claim: Claim) => boolean = () => true): void {
    for (const waiter of this.room) if (select(waiter.claim)) this.turnAway(waiter, error());
    this.line.letGo();
  }

  /** Turns the first in line away if it cannot be done in time any more. @returns whether it was */
  turnedAwayIfLate(waiter: Waiter, now: number): boolean {
    const { deadline } = waiter.claim;
    const remainingMs = deadline.remainingMs();
    // Over: looking at it has ended the wait, or its listeners are just being told and this one's turn is still to come.
    if (remainingMs === 0) {
      if (!waiter.settled) this.turnAway(waiter, abortError(deadline.reason));
      return true;
    }
    if (remainingMs >= this.service.typicalMs(now)) return false;
    this.turnAwayAsTooLate(waiter, now);
    return true;
  }

  snapshot(
    now: number,
  ): Pick<
    BudgetSnapshot,
    | 'waiting'
    | 'maxWaiting'
    | 'maxWaitMs'
    | 'waitingByLane'
    | 'waitingBytes'
    | 'waitingTenants'
    | 'oldestWaitMs'
    | 'serviceMs'
  > {
    const { interactive, batch } = this.room.lanes;
    const serviceMs = this.service.lastKnownMs;
    return {
      waiting: this.room.length,
      maxWaiting: this.#queue.maxWaiting,
      maxWaitMs: this.#queue.maxWaitMs,
      waitingByLane: { interactive: interactive.length, batch: batch.length },
      waitingBytes: this.room.bytes,
      waitingTenants: interactive.tenants + batch.tenants,
      oldestWaitMs: this.room.length === 0 ? 0 : now - this.room.oldestSinceMs(),
      ...(serviceMs === 0 ? {} : { serviceMs }),
    };
  }

  #longestWaitMs(claim: Claim): number {
    return Math.min(this.#queue.maxWaitMs, WAIT_RATIO * claim.deadline.remainingMs());
  }

  /**
   * How long a newcomer, let in because its expected wait is at most `waitMs`, may really wait: expectations are means, and whoever
   * was let in is served as long as that still makes sense.
   */
  #patienceMs(claim: Claim, waitMs: number, now: number): number {
    const typicalMs = this.service.typicalMs(now);
    if (typicalMs === 0) return waitMs;
    return Math.max(waitMs, Math.min(this.#queue.maxWaitMs, claim.deadline.remainingMs() - typicalMs));
  }

  #makeRoom(claim: Claim, now: number): Waiter | CapacityCode | undefined {
    return this.room.makeRoom(claim, this.#queue, {
      longestMs: this.#longestWaitMs(claim),
      serviceMs: this.service.typicalMs(now),
      permits: this.limit.of(claim.lane),
      blockedMs: this.line.waitMs(now),
    });
  }

  #startTimer(waiter: Waiter, now: number): void {
    waiter.decision = 'admitted_after_wait';
    waiter.timer = this.clock.setTimer(waiter.untilMs - now, waitIsOver, waiter);
  }

  #capacityError(code: CapacityCode, now: number): UpstreamError {
    return this.#refusals.make(
      code,
      now,
      this.room.length,
      this.service.lastKnownMs,
      this.limit.limit,
      this.line.waitMs(now),
    );
  }
}
