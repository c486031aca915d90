import { describe, expect, it } from '@jest/globals';
import { FakeClock, settle } from '../../testing/fake-clock.js';
import { ManualUpstream } from '../../testing/manual-upstream.js';
import { testScope } from '../../testing/test-scope.js';
import { watch, type Watched } from '../../testing/watch.js';
import { ServerGuard, type ServerGuardOptions } from '../admission/server-guard.js';
import { AimdLimit } from '../adaptive/aimd-limit.js';
import { Budget } from '../budget/budget.js';
import type { BudgetOptions } from '../budget/budget-options.js';
import { UpstreamError } from '../errors/upstream-error.js';
import { silentObserver, type UpstreamObserver } from '../observer/upstream-observer.js';
import { InProcessRateLimiter } from '../rate/in-process-rate-limiter.js';
import type { RateLimiter } from '../rate/rate-limiter.js';
import { runInScope, type ScopeInit } from '../scope/call-scope.js';
import type { CallSpec } from './call-spec.js';
import { Pipeline, type PipelineOptions } from './pipeline.js';

const TIMEOUTS = { connectMs: 1000, firstByteMs: 5000, idleMs: 5000, totalMs: 10_000 };

interface SetUp {
  budget?: Partial<BudgetOptions>;
  server?: ServerGuardOptions;
  limiter?: (clock: FakeClock) => RateLimiter;
  pipeline?: (clock: FakeClock) => Partial<PipelineOptions>;
}

function setUp(wanted: SetUp = {}) {
  const clock = new FakeClock();
  const events: string[] = [];
  const observer: UpstreamObserver = {
    ...silentObserver,
    call: (_use, outcome, durationMs, attempts) => void events.push(`call ${outcome} ${durationMs} ${attempts}`),
    attempt: (_server, _model, outcome) => void events.push(`attempt ${outcome}`),
    tokens: (_use, kind, tokens) => void events.push(`${kind} ${tokens}`),
  };
  const options: BudgetOptions = {
    limit: 2,
    queue: { maxWaiting: 10, maxWaitMs: 5000, mode: 'reject-newest' },
    ...wanted.budget,
  };
  const budget = new Budget('use', options, { clock, observer, adaptive: new AimdLimit(options.limit) });
  const server = new ServerGuard('server', wanted.server, { clock, observer, limiter: wanted.limiter?.(clock) });
  const pipeline = new Pipeline({
    name: 'use',
    budget,
    server,
    timeouts: TIMEOUTS,
    observer,
    clock,
    random: () => 0.5,
    ...wanted.pipeline?.(clock),
  });
  const upstream = new ManualUpstream();
  const call = (spec: Partial<CallSpec<string>> = {}, scope: Partial<ScopeInit> = {}): Watched<string> =>
    watch(pipeline.call({ execute: upstream.execute, scope: testScope(clock, scope), ...spec }));
  return { clock, events, budget, server, pipeline, upstream, call };
}

function failure(
  code: UpstreamError['code'],
  init?: { retryAfterMs?: number; details?: Record<string, unknown> },
): UpstreamError {
  return new UpstreamError(code, code, init);
}

describe('Pipeline: settlement', () => {
  it('answers with the value and settles once, when the call has ended', async () => {
    const { upstream, call, budget, events } = setUp();
    const answer = call({ tokens: { input: 10, maxOutput: 90 } });
    upstream.calls[0]?.succeed({ outcome: 'success', usage: { inputTokens: 10, outputTokens: 5, exact: true } });
    await settle();
    expect(answer).toMatchObject({ state: 'resolved', value: 'answer' });
    expect(budget.inFlight).toBe(0);
    expect(events).toEqual(['attempt success', 'settled 15', 'call ok 0 1']);
  });

  it('adds what each real call used to its scope, and the reservation where nobody knows', async () => {
    const { clock, pipeline, upstream } = setUp();
    const scope = testScope(clock);
    const call = () => watch(pipeline.call({ execute: upstream.execute, scope, tokens: { input: 10, maxOutput: 90 } }));
    call();
    upstream.calls[0]?.succeed({ outcome: 'success', usage: { inputTokens: 8, outputTokens: 5, exact: true } });
    await settle();
    expect(scope.usage).toEqual({ calls: 1, inputTokens: 8, outputTokens: 5, exact: true });
    call();
    expect(scope.usage.calls).toBe(1);
    upstream.calls[1]?.succeed({ outcome: 'success' });
    await settle();
    expect(scope.usage).toEqual({ calls: 2, inputTokens: 18, outputTokens: 95, exact: false });
  });

  it('holds the permit, and the metrics, until a streamed body has ended', async () => {
    const { clock, upstream, call, budget, events } = setUp();
    const answer = call();
    upstream.calls[0]?.begin();
    await settle();
    expect(answer.state).toBe('resolved');
    expect([budget.inFlight, events.length]).toEqual([1, 0]);
    clock.advance(3000);
    upstream.calls[0]?.end();
    await settle();
    expect(budget.inFlight).toBe(0);
    expect(events).toEqual(['attempt success', 'call ok 3000 1']);
    expect(budget.typicalMs()).toBe(3000);
  });

  it('answers with a timeout in time and holds the permit until the upstream that ignores aborts has really ended', async () => {
    const { clock, upstream, call, budget, events } = setUp();
    const answers = [call(), call(), call()];
    await clock.advanceAsync(10_000);
    expect(answers.map((one) => one.state)).toEqual(['upstream.timeout', 'upstream.timeout', 'capacity.wait_too_long']);
    expect(upstream.calls[0]?.attempt.aborted).toBe(true);
    expect(upstream.calls[0]?.attempt.signal.aborted).toBe(true);
    expect([budget.inFlight, upstream.inFlight]).toEqual([2, 2]);
    const late = call();
    await settle();
    expect([late.state, upstream.inFlight]).toEqual(['pending', 2]);
    upstream.calls[0]?.succeed();
    upstream.calls[1]?.fail(new Error('reset'));
    await settle();
    expect([upstream.peak, upstream.inFlight, budget.inFlight]).toEqual([2, 1, 1]);
    // The one that got through after all says so; the other is the overload that it was.
    expect(events.filter((event) => event.startsWith('attempt'))).toEqual(['attempt success', 'attempt overloaded']);
  });

  it('survives an `ended` that rejects, and an execute that throws at once', async () => {
    const { call, budget } = setUp();
    const streamed = call({ execute: () => Promise.resolve({ value: 'v', ended: Promise.reject(new Error('cut')) }) });
    const thrown = call({
      execute: () => {
        throw failure('upstream.unreachable');
      },
    });
    await settle();
    expect([streamed.state, thrown.state, budget.inFlight]).toEqual(['resolved', 'upstream.unreachable', 0]);
  });

  it('cancels the call under way when its caller leaves, says nothing against the upstream, and leaves no timer', async () => {
    const { clock, pipeline, upstream, budget, server, events } = setUp({ server: { breaker: { failures: 1 } } });
    const scope = testScope(clock);
    const answer = watch(pipeline.call({ execute: upstream.execute, scope }));
    scope.deadline.cancel();
    await settle();
    expect(answer.state).toBe('call.cancelled');
    expect(budget.inFlight).toBe(1);
    upstream.calls[0]?.fail(new Error('socket destroyed'));
    await settle();
    expect([budget.inFlight, budget.limit, server.breakers.of('').state]).toEqual([0, 2, 'closed']);
    expect(events).toEqual(['call cancelled 0 1', 'attempt ignored']);
    expect(clock.armed).toBe(0);
  });

  it('aborts a body that is still coming when the deadline passes', async () => {
    const { clock, upstream, call, budget } = setUp();
    const answer = call({}, { deadlineMs: 2000 });
    upstream.calls[0]?.begin();
    await clock.advanceAsync(2000);
    expect(answer.state).toBe('resolved');
    expect(upstream.calls[0]?.attempt.aborted).toBe(true);
    upstream.calls[0]?.end({ outcome: 'failed' });
    await settle();
    expect([budget.inFlight, clock.armed]).toEqual([0, 0]);
  });

  it('takes usage that makes no sense for unknown: the reservation stands', async () => {
    const { upstream, call, server } = setUp({ server: { limits: { tokensPerMinute: 1000 } } });
    call({ tokens: { input: 100, maxOutput: 200 } });
    upstream.calls[0]?.succeed({ outcome: 'success', usage: { inputTokens: NaN, outputTokens: -5, exact: true } });
    await settle();
    expect((await server.snapshot()).rate.tokens?.remaining).toBe(700);
  });
});

describe('Pipeline: deadline', () => {
  it('refuses a dead deadline without calling anybody', async () => {
    const { call, upstream } = setUp();
    const answer = call({}, { deadlineMs: 0 });
    await settle();
    expect([answer.state, upstream.calls.length]).toEqual(['deadline.exceeded', 0]);
  });

  it('clamps every timeout to what remains', async () => {
    const { call, upstream } = setUp();
    call({}, { deadlineMs: 3000 });
    call({ timeouts: { totalMs: 2000 } });
    call();
    await settle();
    expect(upstream.calls.map((one) => one.attempt.timeouts)).toEqual([
      { connectMs: 1000, firstByteMs: 3000, idleMs: 3000, totalMs: 3000 },
      { connectMs: 1000, firstByteMs: 2000, idleMs: 2000, totalMs: 2000 },
    ]);
  });

  it('never answers later than the deadline, also when the timer has not come round', async () => {
    const clock = new FakeClock();
    const lateTimers = { now: () => clock.now(), setTimer: () => ({ cancel: () => undefined }) };
    const budget = new Budget(
      'use',
      { limit: 1, queue: { maxWaiting: 1, maxWaitMs: 1, mode: 'reject-newest' } },
      { clock: lateTimers },
    );
    const pipeline = new Pipeline({
      name: 'use',
      budget,
      server: new ServerGuard('s', {}, { clock: lateTimers }),
      timeouts: TIMEOUTS,
      clock: lateTimers,
    });
    const upstream = new ManualUpstream();
    const answer = watch(
      pipeline.call({ execute: upstream.execute, scope: testScope(lateTimers, { deadlineMs: 100 }) }),
    );
    clock.advance(100);
    upstream.calls[0]?.succeed();
    await settle();
    expect([answer.state, budget.inFlight]).toEqual(['deadline.exceeded', 0]);
  });

  it('needs a scope, its own or the current one', async () => {
    const { clock, pipeline, upstream } = setUp();
    await expect(pipeline.call({ execute: upstream.execute })).rejects.toMatchObject({ code: 'scope.missing' });
    const scope = testScope(clock);
    const answer = watch(runInScope(scope, () => pipeline.call({ execute: upstream.execute })));
    expect(upstream.calls[0]?.attempt.scope).toBe(scope);
    upstream.calls[0]?.succeed();
    await settle();
    expect(answer.state).toBe('resolved');
  });

  it.each([{ cost: 0 }, { cost: NaN }, { bytes: -1 }, { tokens: { input: NaN, maxOutput: 1 } }])(
    'refuses nonsense: %j',
    async (spec) => {
      const { call, upstream } = setUp();
      const answer = call(spec);
      await settle();
      expect([answer.state, upstream.calls.length]).toEqual(['config.invalid', 0]);
    },
  );
});

describe('Pipeline: admission and rate limits in one step', () => {
  const limits = { requestsPerMinute: 2, tokensPerMinute: 1000 };

  it('refuses when the minute is used up, honestly, and a refused call has consumed nothing', async () => {
    const { clock, call, upstream, budget, server } = setUp({ server: { limits } });
    call();
    call();
    upstream.calls[0]?.succeed();
    await clock.advanceAsync(10_000);
    const refused = [call(), call()];
    await settle();
    expect(refused.map((one) => one.state)).toEqual(['quota.requests', 'quota.requests']);
    expect(refused.map((one) => (one.error instanceof UpstreamError ? one.error.retryAfterMs : 0))).toEqual([
      50_000, 50_000,
    ]);
    expect([budget.inFlight, (await server.snapshot()).rate.requests?.remaining]).toEqual([1, 0]);
    await clock.advanceAsync(50_000);
    upstream.calls[1]?.succeed();
    const later = call();
    await settle();
    expect(later.state).toBe('pending');
  });

  it('waits for tokens that come soon, holding nothing, and nobody overtakes', async () => {
    const { clock, call, upstream, budget } = setUp({ server: { limits: { tokensPerMinute: 1000 } } });
    call({ tokens: { input: 900, maxOutput: 0 } });
    upstream.calls[0]?.succeed();
    await clock.advanceAsync(58_000);
    const large = call({ tokens: { input: 800, maxOutput: 0 } });
    const small = call({ tokens: { input: 10, maxOutput: 0 } }, { tenantId: 'other' });
    await settle();
    expect([large.state, small.state, budget.inFlight, budget.snapshot().waiting]).toEqual([
      'pending',
      'pending',
      0,
      2,
    ]);
    await clock.advanceAsync(2000);
    expect([upstream.inFlight, budget.snapshot().waiting]).toEqual([2, 0]);
  });

  it('a waiting caller who leaves lets those behind it through', async () => {
    const { clock, call, pipeline, upstream } = setUp({ server: { limits: { tokensPerMinute: 1000 } } });
    call({ tokens: { input: 900, maxOutput: 0 } });
    upstream.calls[0]?.succeed();
    await clock.advanceAsync(58_000);
    const scope = testScope(clock);
    const large = watch(pipeline.call({ execute: upstream.execute, scope, tokens: { input: 800, maxOutput: 0 } }));
    const small = call({ tokens: { input: 10, maxOutput: 0 } });
    await settle();
    scope.deadline.cancel();
    await settle();
    expect([large.state, small.state, upstream.inFlight]).toEqual(['call.cancelled', 'pending', 1]);
  });

  it('works the same with a store that answers later, and gives back what it took for a caller who left meanwhile', async () => {
    const answers: (() => void)[] = [];
    const { clock, call, pipeline, upstream, budget, server } = setUp({
      server: { limits },
      limiter: (own) => {
        const inner = new InProcessRateLimiter(own);
        return {
          reserve: (key, wanted, tokens) =>
            new Promise((resolve) => {
              answers.push(() => {
                resolve(inner.reserve(key, wanted, tokens));
              });
            }),
          settle: (reservation, used, exact) => {
            inner.settle(reservation, used, exact);
          },
          refund: (reservation) => {
            inner.refund(reservation);
          },
          status: (key, wanted) => inner.status(key, wanted),
        };
      },
    });
    const scope = testScope(clock);
    const leaver = watch(pipeline.call({ execute: upstream.execute, scope }));
    const stayer = call();
    const queued = call();
    await settle();
    expect([budget.inFlight, upstream.inFlight, budget.snapshot().waiting]).toEqual([2, 0, 1]);
    scope.deadline.cancel();
    await settle();
    expect(leaver.state).toBe('call.cancelled');
    for (let i = 0; i < 3; i++) {
      answers.shift()?.();
      await settle();
    }
    expect([stayer.state, queued.state, upstream.inFlight, budget.inFlight]).toEqual(['pending', 'pending', 2, 2]);
    expect((await server.snapshot()).rate.requests?.remaining).toBe(0);
    upstream.calls[0]?.succeed();
    const refused = call();
    await settle();
    answers.shift()?.();
    await settle();
    expect([refused.state, budget.inFlight]).toEqual(['quota.requests', 1]);
  });

  it('reserves estimates and settles with what was used', async () => {
    const { upstream, call, server } = setUp({ server: { limits: { tokensPerMinute: 1000 } } });
    const remaining = async (): Promise<number | undefined> => (await server.snapshot()).rate.tokens?.remaining;
    call({ tokens: { input: 100, maxOutput: 400 } });
    expect(await remaining()).toBe(500);
    upstream.calls[0]?.succeed({ outcome: 'success', usage: { inputTokens: 90, outputTokens: 10, exact: true } });
    await settle();
    expect(await remaining()).toBe(900);
  });

  it('closes the gate of the whole server for as long as it asks', async () => {
    const { clock, call, upstream } = setUp();
    const throttled = call();
    upstream.calls[0]?.fail(failure('upstream.rate_limited', { retryAfterMs: 20_000 }));
    await settle();
    const refused = call();
    await settle();
    expect([throttled.state, refused.state, upstream.calls.length]).toEqual([
      'upstream.rate_limited',
      'upstream.rate_limited',
      1,
    ]);
    expect(refused.error).toMatchObject({ retryAfterMs: 20_000 });
    await clock.advanceAsync(17_000);
    const patient = call();
    await clock.advanceAsync(3000);
    expect([patient.state, upstream.calls.length]).toEqual(['pending', 2]);
  });

  it('keeps each tenant to its own quota, and gives it back when nothing was sent', async () => {
    const quotaLimiter = { current: new InProcessRateLimiter(new FakeClock()) };
    const { call, upstream } = setUp({
      budget: { limit: 1, queue: { maxWaiting: 0, maxWaitMs: 0, mode: 'reject-newest' } },
      pipeline: (clock) => {
        quotaLimiter.current = new InProcessRateLimiter(clock);
        return { quota: { limiter: quotaLimiter.current, limits: () => ({ requestsPerMinute: 2 }) } };
      },
    });
    const first = call();
    const shed = call();
    await settle();
    expect([first.state, shed.state]).toEqual(['pending', 'capacity.queue_full']);
    upstream.calls[0]?.succeed();
    await settle();
    const second = call();
    await settle();
    upstream.calls[1]?.succeed();
    await settle();
    const third = call();
    const foreign = call({}, { tenantId: 'other' });
    await settle();
    expect([second.state, third.state, foreign.state]).toEqual(['resolved', 'quota.requests', 'pending']);
  });
});

describe('Pipeline: breaker', () => {
  it('opens per model after repeated failures, refuses at once, also those who wait already, and recovers by a probe', async () => {
    const { clock, call, upstream, budget } = setUp({ server: { breaker: { failures: 2, openMs: 5000, probes: 1 } } });
    const answers = [call({ model: 'a' }), call({ model: 'a' }), call({ model: 'a' }), call({ model: 'b' })];
    await settle();
    upstream.calls[0]?.fail(failure('upstream.failed'));
    await settle();
    upstream.calls[1]?.fail(failure('upstream.failed'));
    await settle();
    upstream.calls[2]?.fail(failure('upstream.failed'));
    await settle();
    expect(answers.map((one) => one.state)).toEqual([
      'upstream.failed',
      'upstream.failed',
      'upstream.failed',
      'pending',
    ]);
    const refused = call({ model: 'a' });
    await settle();
    expect(refused.error).toMatchObject({ code: 'breaker.open', retryAfterMs: 5000 });
    await clock.advanceAsync(5000);
    const [probe, excess] = [call({ model: 'a' }), call({ model: 'a' })];
    await settle();
    expect([probe.state, excess.state]).toEqual(['pending', 'breaker.open']);
    upstream.open.at(-1)?.succeed();
    await settle();
    expect([probe.state, budget.inFlight]).toEqual(['resolved', 1]);
  });

  it('refuses those who queue for an upstream that has just been found dead', async () => {
    const { call, upstream } = setUp({ server: { breaker: { failures: 1 } } });
    const answers = [call(), call(), call(), call()];
    await settle();
    upstream.calls[0]?.fail(failure('upstream.failed'));
    await settle();
    expect(answers.map((one) => one.state)).toEqual(['upstream.failed', 'pending', 'breaker.open', 'breaker.open']);
    expect(upstream.calls).toHaveLength(2);
  });

  it('gives everything back when the last look finds all probes under way', async () => {
    const { clock, call, upstream, budget, server } = setUp({
      server: { breaker: { failures: 1, openMs: 1000, probes: 1 }, limits: { requestsPerMinute: 100 } },
    });
    call({ model: 'a' });
    upstream.calls[0]?.fail(failure('upstream.failed'));
    await clock.advanceAsync(1000);
    const others = [call({ model: 'b' }), call({ model: 'b' })];
    const waiting = [call({ model: 'a' }), call({ model: 'a' })];
    await settle();
    for (const one of upstream.open) one.succeed();
    await settle();
    expect([...others, ...waiting].map((one) => one.state)).toEqual([
      'resolved',
      'resolved',
      'pending',
      'breaker.open',
    ]);
    expect([budget.inFlight, upstream.inFlight, (await server.snapshot()).rate.requests?.remaining]).toEqual([
      1, 1, 96,
    ]);
  });

  it('gives the probe back when its caller has left between admission and sending', async () => {
    const { clock, pipeline, call, upstream, budget, server } = setUp({
      budget: { limit: 1 },
      server: { breaker: { failures: 1, openMs: 1000, probes: 1 } },
    });
    call();
    upstream.calls[0]?.fail(failure('upstream.failed'));
    await clock.advanceAsync(1000);
    const permit = await budget.acquire({ scope: testScope(clock) });
    const scope = testScope(clock);
    const answer = watch(pipeline.call({ execute: upstream.execute, scope }));
    permit.release();
    scope.deadline.cancel();
    await settle();
    expect([answer.state, budget.inFlight, upstream.calls.length]).toEqual(['call.cancelled', 0, 1]);
    expect(server.breakers.of('').snapshot()).toMatchObject({ state: 'half-open', probesInFlight: 0 });
  });

  it('counts a hung upstream although every caller has a shorter deadline than the timeout', async () => {
    const { clock, call, upstream, server } = setUp({ server: { breaker: { failures: 2 } } });
    call({}, { deadlineMs: 400 });
    call({}, { deadlineMs: 400 });
    await clock.advanceAsync(400);
    for (const one of upstream.open) one.fail(new Error('aborted'));
    await settle();
    expect(server.breakers.of('').state).toBe('open');
  });

  it('is soon back at the limit of before an outage', async () => {
    const { clock, call, upstream, budget } = setUp({
      budget: { limit: 16, queue: { maxWaiting: 100, maxWaitMs: 5000, mode: 'reject-newest' } },
      server: { breaker: { failures: 5, openMs: 1000, probes: 1 } },
    });
    for (let i = 0; i < 5; i++) {
      call();
      await clock.advanceAsync(1);
      upstream.open[0]?.fail(failure('upstream.failed', { details: { status: 503 } }));
      await settle();
    }
    expect(budget.limit).toBe(2);
    await clock.advanceAsync(1000);
    call();
    upstream.open[0]?.succeed();
    await settle();
    const trips: number[] = [];
    for (let trip = 0; trip < 3; trip++) {
      for (let i = 0; i < 20; i++) call();
      await clock.advanceAsync(1);
      for (const one of upstream.open) one.succeed();
      await settle();
      trips.push(budget.limit);
    }
    expect(trips).toEqual([6, 12, 16]);
  });

  it('does not hold a deadline against the upstream that was too short for anybody', async () => {
    const { clock, call, upstream, server } = setUp({ server: { breaker: { failures: 1 } } });
    call({}, { deadlineMs: 5 });
    await clock.advanceAsync(5);
    upstream.calls[0]?.fail(new Error('aborted'));
    await settle();
    expect(server.breakers.of('').state).toBe('closed');
  });
});

describe('Pipeline: retries', () => {
  const idempotent = { idempotent: true };

  it('tries an idempotent call again after a pause that holds no permit', async () => {
    const { clock, call, upstream, budget, events } = setUp();
    const answer = call(idempotent);
    upstream.calls[0]?.fail(failure('upstream.unreachable'));
    await settle();
    expect([answer.state, budget.inFlight]).toEqual(['pending', 0]);
    await clock.advanceAsync(99);
    expect(upstream.calls).toHaveLength(1);
    await clock.advanceAsync(1);
    expect(upstream.calls[1]?.attempt.number).toBe(2);
    upstream.calls[1]?.succeed();
    await settle();
    expect(answer.state).toBe('resolved');
    expect(events).toEqual(['attempt failed', 'attempt success', 'call ok 100 2']);
  });

  it.each([
    ['is not idempotent', {}, 'upstream.unreachable'],
    ['failed after its answer had begun', idempotent, 'upstream.interrupted'],
    ['was rejected', idempotent, 'upstream.rejected'],
  ] as const)('does not try again a call that %s', async (_why, spec, code) => {
    const { clock, call, upstream } = setUp();
    const answer = call(spec);
    upstream.calls[0]?.fail(failure(code));
    await clock.advanceAsync(10_000);
    expect([answer.state, upstream.calls.length]).toEqual([code, 1]);
  });

  it('generates at most twice, whatever is configured', async () => {
    const { clock, call, upstream } = setUp();
    const answer = call({ idempotent: true, generation: true, maxRetries: 5 });
    upstream.calls[0]?.fail(failure('upstream.failed', { details: { status: 503 } }));
    await clock.advanceAsync(10_000);
    upstream.calls[1]?.fail(failure('upstream.failed', { details: { status: 503 } }));
    await clock.advanceAsync(10_000);
    expect([answer.state, upstream.calls.length]).toEqual(['upstream.failed', 2]);
  });

  it('obeys Retry-After, and gives up at once when the deadline is nearer', async () => {
    const { clock, call, upstream } = setUp();
    const patient = call(idempotent, { deadlineMs: 30_000 });
    upstream.calls[0]?.fail(failure('upstream.rate_limited', { retryAfterMs: 3000 }));
    await clock.advanceAsync(3099);
    expect(upstream.calls).toHaveLength(1);
    await clock.advanceAsync(1);
    expect(upstream.calls).toHaveLength(2);
    upstream.calls[1]?.succeed();
    await settle();
    const hasty = call(idempotent, { deadlineMs: 2000 });
    upstream.calls[2]?.fail(failure('upstream.rate_limited', { retryAfterMs: 3000 }));
    await settle();
    expect([patient.state, hasty.state]).toEqual(['resolved', 'upstream.rate_limited']);
    expect(hasty.error).toMatchObject({ retryAfterMs: 3000 });
  });

  it('ends the pause with the caller', async () => {
    const { clock, pipeline, upstream } = setUp();
    const scope = testScope(clock);
    const answer = watch(pipeline.call({ execute: upstream.execute, scope, ...idempotent }));
    upstream.calls[0]?.fail(failure('upstream.unreachable'));
    await settle();
    scope.deadline.cancel();
    await settle();
    expect([answer.state, clock.armed]).toEqual(['call.cancelled', 0]);
  });

  it('amplifies a full outage by no more than 1.1, even without a breaker', async () => {
    const { clock, pipeline } = setUp({ budget: { limit: 100 }, server: { breaker: { failures: 1_000_000 } } });
    let attempts = 0;
    const calls = 300;
    const execute = (): Promise<never> => {
      attempts++;
      return Promise.reject(failure('upstream.unreachable'));
    };
    const answers: Watched<string>[] = [];
    for (let i = 0; i < calls; i++) {
      answers.push(watch(pipeline.call({ execute, scope: testScope(clock), idempotent: true, maxRetries: 3 })));
      await clock.advanceAsync(10);
    }
    await clock.advanceAsync(20_000);
    expect(answers.every((one) => one.state === 'upstream.unreachable')).toBe(true);
    expect(attempts / calls).toBeLessThanOrEqual(1.1);
  });

  it('does not retry its own refusals', async () => {
    const { clock, call, upstream } = setUp({
      budget: { limit: 1, queue: { maxWaiting: 0, maxWaitMs: 0, mode: 'reject-newest' } },
    });
    call();
    const refused = call(idempotent);
    await clock.advanceAsync(5000);
    expect([refused.state, upstream.calls.length]).toEqual(['capacity.queue_full', 1]);
  });
});
