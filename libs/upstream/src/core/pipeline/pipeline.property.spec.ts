import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { FakeClock } from '../../testing/fake-clock.js';
import { ManualUpstream, type ManualCall } from '../../testing/manual-upstream.js';
import { must, mustEqual, mustNotExceed } from '../../testing/must.js';
import { propertyRuns } from '../../testing/property-runs.js';
import { testScope } from '../../testing/test-scope.js';
import { watch, type Watched } from '../../testing/watch.js';
import { ServerGuard } from '../admission/server-guard.js';
import { AimdLimit } from '../adaptive/aimd-limit.js';
import { Budget } from '../budget/budget.js';
import { UpstreamError, type UpstreamErrorCode } from '../errors/upstream-error.js';
import { silentObserver } from '../observer/upstream-observer.js';
import { InProcessRateLimiter } from '../rate/in-process-rate-limiter.js';
import type { RateReservation } from '../rate/rate-limiter.js';
import type { CallScope, Lane } from '../scope/call-scope.js';
import { Pipeline } from './pipeline.js';
import type { Outcome } from './reply.js';

const LIMITS = { requestsPerMinute: 20, tokensPerMinute: 500 };
const QUEUE = { maxWaiting: 4, maxWaitMs: 3000, mode: 'evict-oldest' as const };

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('call' as const),
      tenant: fc.nat(2),
      lane: fc.constantFrom<Lane>('interactive', 'batch'),
      model: fc.constantFrom('a', 'b'),
      deadlineMs: fc.constantFrom(20, 700, 5000, 60_000),
      tokens: fc.nat(120),
      idempotent: fc.boolean(),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom('succeed' as const, 'begin' as const, 'end' as const),
      which: fc.nat(9),
      outcome: fc.constantFrom<Outcome>('success', 'success', 'failed', 'overloaded', 'throttled', 'ignored'),
      used: fc.nat(200),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      which: fc.nat(9),
      code: fc.constantFrom<UpstreamErrorCode>(
        'upstream.unreachable',
        'upstream.rate_limited',
        'upstream.failed',
        'upstream.interrupted',
      ),
      retryAfterMs: fc.constantFrom(undefined, 100, 4000),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('leave' as const), which: fc.nat(9) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.constantFrom(1, 30, 500, 4000, 20_000) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('limit' as const), limit: fc.integer({ min: 1, max: 5 }) }) },
);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Counts how often each reservation is settled or refunded. */
class CountingLimiter extends InProcessRateLimiter {
  readonly open = new Set<RateReservation>();
  twice = 0;

  override reserve(...args: Parameters<InProcessRateLimiter['reserve']>): ReturnType<InProcessRateLimiter['reserve']> {
    const decision = super.reserve(...args);
    if (decision.granted) this.open.add(decision.reservation);
    return decision;
  }

  override settle(...args: Parameters<InProcessRateLimiter['settle']>): void {
    if (!this.open.delete(args[0])) this.twice++;
    super.settle(...args);
  }

  override refund(reservation: RateReservation): void {
    if (!this.open.delete(reservation)) this.twice++;
    super.refund(reservation);
  }
}

class World {
  readonly clock = new FakeClock();
  readonly limiter = new CountingLimiter(this.clock);
  readonly quota = new CountingLimiter(this.clock);
  readonly upstream = new ManualUpstream();
  readonly scopes: CallScope[] = [];
  readonly answers: Watched<string>[] = [];
  reported = 0;
  attempts = 0;
  readonly observer = {
    ...silentObserver,
    call: (): void => void this.reported++,
    attempt: (): void => void this.attempts++,
  };
  readonly budget = new Budget('use', { limit: 3, queue: QUEUE }, { clock: this.clock, adaptive: new AimdLimit(3) });
  readonly server = new ServerGuard(
    'server',
    { limits: LIMITS, breaker: { failures: 4, openMs: 2000, probes: 2 } },
    { clock: this.clock, limiter: this.limiter, observer: this.observer },
  );
  readonly pipeline = new Pipeline({
    name: 'use',
    budget: this.budget,
    server: this.server,
    timeouts: { connectMs: 100, firstByteMs: 1000, idleMs: 1000, totalMs: 2000 },
    quota: { limiter: this.quota, limits: () => ({ requestsPerMinute: 15 }) },
    observer: this.observer,
    clock: this.clock,
    random: () => 0.5,
  });

  do(move: Step): void {
    switch (move.do) {
      case 'call': {
        const scope = testScope(this.clock, {
          tenantId: `t${move.tenant}`,
          lane: move.lane,
          deadlineMs: move.deadlineMs,
        });
        this.scopes.push(scope);
        this.answers.push(
          watch(
            this.pipeline.call({
              execute: this.upstream.execute,
              scope,
              model: move.model,
              idempotent: move.idempotent,
              tokens: { input: move.tokens, maxOutput: 10 },
            }),
          ),
        );
        return;
      }
      case 'succeed':
        return this.pick(this.unanswered(), move.which)?.succeed(settlementOf(move));
      case 'begin':
        return this.pick(this.unanswered(), move.which)?.begin();
      case 'end':
        return this.pick(
          this.upstream.open.filter((one) => one.begun),
          move.which,
        )?.end(settlementOf(move));
      case 'fail':
        return this.pick(this.unanswered(), move.which)?.fail(
          new UpstreamError(move.code, move.code, { retryAfterMs: move.retryAfterMs }),
        );
      case 'leave':
        return this.pick(this.scopes, move.which)?.deadline.cancel();
      case 'advance':
        return this.clock.advance(move.ms);
      case 'limit':
        return this.budget.reconfigure({ limit: move.limit, queue: QUEUE });
    }
  }

  check(before: number): void {
    const { budget, upstream } = this;
    mustNotExceed(upstream.inFlight, Math.max(before, budget.limit), 'real calls in flight');
    mustEqual(budget.inFlight, upstream.inFlight, 'permits in use, one for each real call for as long as it is real');
    mustNotExceed(budget.demand() - budget.inFlight, QUEUE.maxWaiting, 'callers waiting');
    mustEqual(this.limiter.open.size, upstream.inFlight, 'open reservations, one for each real call');
    mustEqual(this.limiter.twice + this.quota.twice, 0, 'reservations settled twice');
    mustEqual(this.attempts, upstream.calls.length - upstream.inFlight, 'attempts reported');
    for (const breaker of this.server.breakers.snapshot()) mustNotExceed(breaker.probesInFlight, 2, 'probes');
  }

  /** Lets everything end; then nothing may be left anywhere. */
  async finish(): Promise<void> {
    const unsettled = (): boolean => this.answers.some((one) => one.state === 'pending') || this.upstream.inFlight > 0;
    for (let round = 0; round < 60 && unsettled(); round++) {
      for (const call of this.upstream.open) {
        if (call.begun) call.end();
        else call.succeed();
      }
      await flush();
      this.clock.advance(2000);
      await flush();
    }
    must(
      this.answers.every((one) => one.state !== 'pending' && one.state !== 'rejected'),
      'every call ends, with a typed error if with any',
    );
    mustEqual(this.reported, this.answers.length, 'calls reported');
    mustEqual(this.upstream.inFlight + this.budget.demand(), 0, 'what is in flight or waiting');
    mustEqual(this.limiter.open.size + this.quota.open.size, 0, 'reservations left open');
    mustEqual(this.limiter.twice + this.quota.twice, 0, 'reservations settled twice');
    must(
      this.server.breakers.snapshot().every((one) => one.probesInFlight === 0),
      'every probe came back',
    );
    mustEqual(this.clock.armed, 0, 'timers left');
  }

  private unanswered(): ManualCall[] {
    return this.upstream.open.filter((one) => !one.begun);
  }

  private pick<T>(list: T[], which: number): T | undefined {
    return list[which % Math.max(1, list.length)];
  }
}

function settlementOf(move: { outcome: Outcome; used: number }) {
  return {
    outcome: move.outcome,
    usage: { inputTokens: move.used, outputTokens: 1, exact: move.used % 2 === 0 },
    retryAfterMs: move.used,
  };
}

async function flush(): Promise<void> {
  for (let i = 0; i < 12; i++) await Promise.resolve();
}

describe('Pipeline, over random programs of calls, answers, streams, failures, hang-ups, timeouts and reconfiguration', () => {
  it('never has more real calls in flight than the limit, settles each exactly once, and leaves nothing behind', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 50, size: 'max' }), async (steps) => {
        const world = new World();
        for (const move of steps) {
          const before = world.upstream.inFlight;
          world.do(move);
          await flush();
          world.check(before);
        }
        await world.finish();
      }),
      { numRuns: propertyRuns(2000) },
    );
  }, 600_000);
});
