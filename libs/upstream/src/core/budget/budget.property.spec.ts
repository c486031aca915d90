import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { FakeClock } from '../../testing/fake-clock.js';
import { must, mustEqual, mustNotExceed } from '../../testing/must.js';
import { propertyRuns } from '../../testing/property-runs.js';
import { testScope } from '../../testing/test-scope.js';
import { AimdLimit } from '../adaptive/aimd-limit.js';
import { isUpstreamError, UpstreamError } from '../errors/upstream-error.js';
import type { Outcome } from '../pipeline/reply.js';
import { InProcessRateLimiter } from '../rate/in-process-rate-limiter.js';
import type { RateDecision, RateReservation } from '../rate/rate-limiter.js';
import type { CallScope, Lane } from '../scope/call-scope.js';
import { Budget } from './budget.js';
import type { BudgetOptions } from './budget-options.js';
import type { Companion, CompanionRefusal } from './claim.js';
import { laneShares } from './lane-shares.js';
import type { Permit } from './permit.js';

const RATE = { requestsPerMinute: 12, tokensPerMinute: 100 };

interface AcquireStep {
  do: 'acquire';
  tenant: number;
  lane: Lane;
  deadlineMs: number;
  bytes: number;
  cost: number;
  companion: 'none' | 'rate' | 'late-rate';
  tokens: number;
}

type Step =
  | AcquireStep
  | { do: 'release'; which: number; outcome: Outcome }
  | { do: 'releaseAgain'; which: number }
  | { do: 'cancel'; which: number }
  | { do: 'advance'; ms: number }
  | { do: 'answer'; which: number }
  | { do: 'share'; permits: number }
  | { do: 'reconfigure'; options: BudgetOptions };

const budgetOptions: fc.Arbitrary<BudgetOptions> = fc
  .record({
    limit: fc.integer({ min: 1, max: 6 }),
    maxWaiting: fc.integer({ min: 0, max: 6 }),
    maxWaitMs: fc.constantFrom(0, 500, 5000),
    maxBytes: fc.constantFrom(50, 1000),
    mode: fc.constantFrom<BudgetOptions['queue']['mode']>('reject-newest', 'evict-oldest'),
    interactive: fc.nat(6),
    batch: fc.nat(6),
    max: fc.nat(6),
  })
  .map(({ limit, maxWaiting, maxWaitMs, maxBytes, mode, interactive, batch, max }) => {
    const reserved = Math.min(interactive, limit);
    const batchReserved = Math.min(batch, limit - reserved);
    return {
      limit,
      queue: { maxWaiting, maxWaitMs, maxBytes, mode },
      lanes: { interactive: { reserved }, batch: { reserved: batchReserved, max: Math.max(batchReserved, max) } },
    };
  });

const outcomes = fc.constantFrom<Outcome>('success', 'success', 'failed', 'overloaded', 'throttled', 'ignored');

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('acquire' as const),
      tenant: fc.nat(3),
      lane: fc.constantFrom<Lane>('interactive', 'batch'),
      deadlineMs: fc.constantFrom(0, 50, 1000, 10_000),
      bytes: fc.constantFrom(0, 10, 60),
      cost: fc.integer({ min: 1, max: 4 }),
      companion: fc.constantFrom<AcquireStep['companion']>('none', 'rate', 'late-rate'),
      tokens: fc.nat(60),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('release' as const), which: fc.nat(9), outcome: outcomes }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('releaseAgain' as const), which: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat(9) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(1, 20, 300, 3000, 30_000) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('answer' as const), which: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('share' as const), permits: fc.nat(7) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reconfigure' as const), options: budgetOptions }) },
);

interface Asked {
  step: AcquireStep;
  scope: CallScope;
  sinceMs: number;
  longestMs: number;
  permit: Permit | undefined;
  settled: number;
}

/** One random program against one budget, with everything it promises checked after every step. */
class World {
  readonly clock = new FakeClock();
  readonly limiter = new InProcessRateLimiter(this.clock);
  readonly asked: Asked[] = [];
  readonly held: Asked[] = [];
  readonly returned: Permit[] = [];
  /** The store's answers that have not been given yet. */
  readonly pendingAnswers: (() => void)[] = [];
  /** Reservations that were taken and neither settled nor given back. */
  readonly reserved = new Set<RateReservation>();
  permits = 6;
  shareChanged = (): void => undefined;
  /** What broke inside callbacks, where a thrown expectation would go unnoticed. */
  readonly violations: string[] = [];
  before = { inFlight: 0, waiting: 0, bytes: 0 };
  readonly budget: Budget;

  constructor(public options: BudgetOptions) {
    this.budget = new Budget('test', options, {
      clock: this.clock,
      adaptive: new AimdLimit(options.limit),
      share: {
        share: () => this.permits,
        onChange: (listener) => {
          this.shareChanged = listener;
          return () => undefined;
        },
        wanted: () => undefined,
      },
    });
  }

  do(move: Step): void {
    switch (move.do) {
      case 'acquire':
        return this.acquire(move);
      case 'release':
        return this.release(move.which, move.outcome);
      case 'releaseAgain':
        return this.returned[move.which]?.release();
      case 'cancel':
        return this.pick(this.asked, move.which)?.scope.deadline.cancel();
      case 'advance':
        return this.clock.advance(move.ms);
      case 'answer':
        return this.pendingAnswers.splice(move.which % Math.max(1, this.pendingAnswers.length), 1)[0]?.();
      case 'share':
        this.permits = move.permits;
        return this.shareChanged();
      case 'reconfigure':
        this.options = move.options;
        return this.budget.reconfigure(move.options);
    }
  }

  /** The guarantees, checked between steps. */
  check(): void {
    const { before, options } = this;
    const shot = this.budget.snapshot();
    must(this.violations.length === 0, this.violations.join());
    // Real calls are those that hold a permit and have not given it back.
    mustNotExceed(this.held.length, Math.max(before.inFlight, shot.limit), 'real calls in flight');
    mustEqual(shot.inFlight, this.held.length + this.pendingAnswers.length, 'permits in use');
    mustNotExceed(shot.inFlight, Math.max(before.inFlight, shot.limit), 'permits in use');
    mustNotExceed(shot.waiting, Math.max(before.waiting, options.queue.maxWaiting), 'callers waiting');
    mustNotExceed(shot.waitingBytes, Math.max(before.bytes, options.queue.maxBytes ?? 0), 'bytes waiting');
    this.before = { inFlight: shot.inFlight, waiting: shot.waiting, bytes: shot.waitingBytes };
    for (const one of this.asked) mustNotExceed(one.settled, 1, 'answers to one caller');
    // Whoever waits could not be started, unless the line is held for somebody's rate tokens.
    if (!this.asked.every((one) => one.settled > 0 || one.step.companion === 'none')) return;
    const shares = laneShares(options, shot.limit);
    for (const lane of ['interactive', 'batch'] as const) {
      const startable = shot.inFlight < shot.limit && shot.inFlightByLane[lane] < shares[lane];
      must(!startable || shot.waitingByLane[lane] === 0, `nobody waits in ${lane} while there is a permit`);
    }
  }

  /** Lets everything end; then nothing may be left anywhere. */
  async finish(): Promise<void> {
    this.permits = 6;
    this.shareChanged();
    const unsettled = (): boolean => this.budget.demand() > 0 || this.asked.some((one) => one.settled === 0);
    for (let round = 0; round < 60 && unsettled(); round++) {
      while (this.pendingAnswers.length > 0) this.pendingAnswers.shift()?.();
      await flush();
      while (this.held.length > 0) this.release(0, 'success');
      this.clock.advance(500);
      await flush();
    }
    for (const one of this.asked) mustEqual(one.settled, 1, 'answers to one caller');
    must(this.violations.length === 0, this.violations.join());
    const { inFlight, waiting, waitingBytes, waitingTenants } = this.budget.snapshot();
    mustEqual([inFlight, waiting, waitingBytes, waitingTenants].join(), '0,0,0,0', 'what is left in the budget');
    mustEqual(this.reserved.size, 0, 'reservations lost');
    this.clock.advance(60_000);
    mustEqual(this.clock.armed, 0, 'timers left');
    const { requests, tokens } = this.limiter.status('server', RATE);
    mustEqual(requests?.remaining, RATE.requestsPerMinute, 'requests left after a minute');
    mustEqual(tokens?.remaining, RATE.tokensPerMinute, 'tokens left after a minute');
  }

  private acquire(move: AcquireStep): void {
    const scope = testScope(this.clock, { tenantId: `t${move.tenant}`, lane: move.lane, deadlineMs: move.deadlineMs });
    const longestMs = Math.min(this.options.queue.maxWaitMs, move.deadlineMs);
    const asked: Asked = { step: move, scope, sinceMs: this.clock.now(), longestMs, permit: undefined, settled: 0 };
    this.asked.push(asked);
    const companion =
      move.companion === 'none' ? undefined : new RateCompanion(this, move.tokens, move.companion === 'late-rate');
    this.budget.acquire({ scope, bytes: move.bytes, cost: move.cost, companion }).then(
      (permit) => {
        asked.settled++;
        asked.permit = permit;
        this.held.push(asked);
        if (move.companion !== 'late-rate' && permit.waitedMs > longestMs)
          this.violations.push(`waited ${permit.waitedMs}`);
        if (companion === undefined) return;
        if (companion.reservation === undefined) this.violations.push('a permit without its tokens');
        else this.reserved.delete(companion.reservation);
      },
      (error: unknown) => {
        asked.settled++;
        if (!isUpstreamError(error)) this.violations.push(`rejected with ${String(error)}`);
        else if ((error.retryAfterMs ?? 0) < 0) this.violations.push(`retry after ${error.retryAfterMs}`);
      },
    );
  }

  private release(which: number, outcome: Outcome): void {
    const [asked] = this.held.splice(which % Math.max(1, this.held.length), 1);
    if (asked?.permit === undefined) return;
    this.returned.push(asked.permit);
    asked.permit.release(outcome);
  }

  private pick<T>(list: T[], which: number): T | undefined {
    return list[which % Math.max(1, list.length)];
  }
}

/** Rate tokens taken with the permit, answered at once or whenever the program says so. */
class RateCompanion implements Companion {
  reservation: RateReservation | undefined;

  constructor(
    private readonly world: World,
    private readonly tokens: number,
    private readonly late: boolean,
  ) {}

  take(): CompanionRefusal | undefined | Promise<CompanionRefusal | undefined> {
    if (!this.late) return this.taken(this.world.limiter.reserve('server', RATE, this.tokens));
    return new Promise((resolve) => {
      this.world.pendingAnswers.push(() => {
        resolve(this.taken(this.world.limiter.reserve('server', RATE, this.tokens)));
      });
    });
  }

  giveBack(): void {
    if (this.reservation === undefined) return;
    this.world.reserved.delete(this.reservation);
    this.world.limiter.refund(this.reservation);
  }

  private taken(decision: RateDecision): CompanionRefusal | undefined {
    if (!decision.granted) {
      return {
        waitMs: decision.retryAfterMs,
        toError: () => new UpstreamError(decision.code, 'used up', { retryAfterMs: decision.retryAfterMs }),
      };
    }
    this.reservation = decision.reservation;
    this.world.reserved.add(decision.reservation);
    return undefined;
  }
}

async function flush(): Promise<void> {
  for (let i = 0; i < 6; i++) await Promise.resolve();
}

describe('Budget, over random programs of acquire, abort, wait, fail, reconfigure and share changes', () => {
  it('keeps in-flight ≤ limit and queues within bounds, starts whoever can start, loses no permit or token, leaves nobody stuck', async () => {
    await fc.assert(
      fc.asyncProperty(budgetOptions, fc.array(step, { maxLength: 50, size: 'max' }), async (options, steps) => {
        const world = new World(options);
        for (const move of steps) {
          world.do(move);
          await flush();
          world.check();
        }
        await world.finish();
      }),
      { numRuns: propertyRuns(4000) },
    );
  }, 600_000);
});
