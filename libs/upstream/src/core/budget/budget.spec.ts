import { describe, expect, it } from '@jest/globals';
import { FakeClock, settle } from '../../testing/fake-clock.js';
import { testScope } from '../../testing/test-scope.js';
import { watch, type Watched } from '../../testing/watch.js';
import { AimdLimit } from '../adaptive/aimd-limit.js';
import { UpstreamError } from '../errors/upstream-error.js';
import { runInScope, type ScopeInit } from '../scope/call-scope.js';
import type { ShareSource } from '../share/share-source.js';
import { Budget } from './budget.js';
import type { BudgetOptions } from './budget-options.js';
import type { AcquireOptions } from './claim.js';
import type { Permit } from './permit.js';

const QUEUE: BudgetOptions['queue'] = { maxWaiting: 50, maxWaitMs: 10_000, mode: 'reject-newest' };

function setUp(options: Partial<Omit<BudgetOptions, 'queue'>> & { queue?: Partial<BudgetOptions['queue']> } = {}) {
  const clock = new FakeClock();
  const full = (change: typeof options): BudgetOptions => ({
    limit: 1,
    ...change,
    queue: { ...QUEUE, ...change.queue },
  });
  const budget = new Budget('test', full(options), { clock });
  const ask = (scope: Partial<ScopeInit> = {}, rest: AcquireOptions = {}): Watched<Permit> =>
    watch(budget.acquire({ scope: testScope(clock, scope), ...rest }));
  const states = async (...asked: Watched<Permit>[]): Promise<string[]> => {
    await settle();
    return asked.map((one) => one.state);
  };
  /** Teaches it how long a call takes. */
  const learn = async (ms: number): Promise<void> => {
    for (let i = 0; i < 40; i++) {
      const permit = await budget.acquire({ scope: testScope(clock) });
      clock.advance(ms);
      permit.release();
    }
  };
  return { clock, budget, ask, states, learn, full };
}

describe('Budget: permits', () => {
  it('gives at most `limit`, the others wait in order, and a released permit goes to the next', async () => {
    const { budget, ask, states } = setUp({ limit: 2 });
    const asked = [ask(), ask(), ask(), ask()];
    expect(await states(...asked)).toEqual(['resolved', 'resolved', 'pending', 'pending']);
    expect(budget.snapshot()).toMatchObject({ inFlight: 2, waiting: 2, limit: 2 });
    asked[0]?.value?.release();
    expect(await states(...asked)).toEqual(['resolved', 'resolved', 'resolved', 'pending']);
  });

  it('takes each permit back once: a second release frees nobody else', async () => {
    const { budget, ask, states } = setUp({ limit: 2 });
    const [first, second, third] = [ask(), ask(), ask()];
    await settle();
    first.value?.release();
    first.value?.release();
    first.value?.release();
    expect(await states(second, third)).toEqual(['resolved', 'resolved']);
    expect(budget.inFlight).toBe(2);
    expect(first.value?.released).toBe(true);
  });

  it('run() gives the permit back however the work ends', async () => {
    const { clock, budget } = setUp();
    const scope = testScope(clock);
    await expect(budget.run(() => Promise.reject(new Error('no')), { scope })).rejects.toThrow('no');
    await expect(
      budget.run(
        () => {
          throw new Error('at once');
        },
        { scope },
      ),
    ).rejects.toThrow('at once');
    expect(await budget.run(() => Promise.resolve(budget.inFlight), { scope })).toBe(1);
    expect(budget.inFlight).toBe(0);
  });

  it('refuses a permit inside work that holds one of the same family, and allows siblings and other families', async () => {
    const { clock, budget, full } = setUp({ limit: 2 });
    const other = new Budget('other', full({}), { clock });
    const scope = testScope(clock);
    const nested = runInScope(scope, () => budget.run(() => budget.run(() => Promise.resolve(1))));
    await expect(nested).rejects.toMatchObject({ code: 'config.invalid' });
    const apart = runInScope(scope, () => budget.run(() => other.run(() => Promise.resolve(2))));
    await expect(apart).resolves.toBe(2);
    const siblings = runInScope(scope, () => Promise.all([budget.run(() => settle()), budget.run(() => settle())]));
    await expect(siblings).resolves.toBeDefined();
  });

  it.each([
    { limit: 0, queue: QUEUE },
    { limit: 2.5, queue: QUEUE },
    { limit: Infinity, queue: QUEUE },
    { limit: 2, queue: { ...QUEUE, maxWaiting: Infinity } },
    { limit: 2, queue: { ...QUEUE, maxWaitMs: Infinity } },
    { limit: 2, queue: QUEUE, lanes: { interactive: { reserved: 2 }, batch: { reserved: 1 } } },
  ] satisfies BudgetOptions[])('cannot be configured unbounded or contradictory: %j', (options) => {
    expect(() => new Budget('bad', options)).toThrow(expect.objectContaining({ code: 'config.invalid' }));
  });
});

describe('Budget: bounded waiting', () => {
  it('refuses at once when nobody may wait', async () => {
    const { ask, states } = setUp({ queue: { maxWaiting: 0 } });
    expect(await states(ask(), ask())).toEqual(['resolved', 'capacity.queue_full']);
  });

  it('refuses the newest when the queue is full', async () => {
    const { ask, states } = setUp({ queue: { maxWaiting: 2 } });
    expect(await states(ask(), ask(), ask(), ask())).toEqual(['resolved', 'pending', 'pending', 'capacity.queue_full']);
  });

  it('turns away the newest of a longer tenant queue for the first caller of another tenant', async () => {
    const { ask, states } = setUp({ queue: { maxWaiting: 3 } });
    const noisy = [ask(), ask(), ask(), ask()];
    const quiet = ask({ tenantId: 'quiet' });
    expect(await states(...noisy, quiet)).toEqual(['resolved', 'pending', 'pending', 'capacity.evicted', 'pending']);
  });

  it('evicts the oldest of the longest tenant queue', async () => {
    const { ask, states } = setUp({ queue: { maxWaiting: 3, mode: 'evict-oldest' } });
    const quiet = [ask({ tenantId: 'quiet' }), ask({ tenantId: 'quiet' })];
    const noisy = [ask({ tenantId: 'noisy' }), ask({ tenantId: 'noisy' }), ask({ tenantId: 'noisy' })];
    expect(await states(...quiet, ...noisy)).toEqual(['resolved', 'pending', 'capacity.evicted', 'pending', 'pending']);
  });

  it('counts the newcomer when it looks for the longest tenant queue', async () => {
    const { ask, states } = setUp({ queue: { maxWaiting: 4, mode: 'evict-oldest' } });
    const running = ask();
    const a = [ask({ tenantId: 'a' }), ask({ tenantId: 'a' })];
    const b = [ask({ tenantId: 'b' }), ask({ tenantId: 'b' }), ask({ tenantId: 'b' })];
    expect(await states(running, ...a, ...b)).toEqual([
      'resolved',
      'pending',
      'pending',
      'capacity.evicted',
      'pending',
      'pending',
    ]);
  });

  it('bounds the bytes that wait, and gives them back', async () => {
    const { budget, ask, states } = setUp({ queue: { maxBytes: 100 } });
    const [running, first, second] = [ask({}, { bytes: 1000 }), ask({}, { bytes: 60 }), ask({}, { bytes: 60 })];
    expect(await states(running, first, second)).toEqual(['resolved', 'pending', 'capacity.queue_full']);
    expect(budget.snapshot().waitingBytes).toBe(60);
    running.value?.release();
    await settle();
    expect(budget.snapshot().waitingBytes).toBe(0);
  });

  it('refuses at once when (n + 1) · service ÷ k exceeds the longest sensible wait', async () => {
    const { ask, states, learn } = setUp({ limit: 2 });
    await learn(1000);
    const running = [ask(), ask()];
    // 40 % of 5 s is 2 s: the 4th waiter would be served after (3 + 1) · 1 s ÷ 2 = 2 s, the 5th after 2.5 s.
    const waiting = [1, 2, 3, 4, 5].map(() => ask({ deadlineMs: 5000 }));
    expect(await states(...running, ...waiting)).toEqual([
      'resolved',
      'resolved',
      'pending',
      'pending',
      'pending',
      'pending',
      'capacity.wait_too_long',
    ]);
  });

  it('expects a tenant to wait for its own queue and as many turns of the others, not for everybody', async () => {
    const { ask, states, learn } = setUp({ limit: 1 });
    await learn(1000);
    const noisy = [1, 2, 3, 4, 5].map(() => ask({ tenantId: 'noisy', deadlineMs: 30_000 }));
    const quiet = ask({ tenantId: 'quiet', deadlineMs: 6000 });
    expect(await states(...noisy, quiet)).toEqual(['resolved', 'pending', 'pending', 'pending', 'pending', 'pending']);
  });

  it('ends a wait when it has lasted 40 % of the deadline or the configured maximum, whichever is less', async () => {
    const { clock, ask, states } = setUp({ queue: { maxWaitMs: 1000 } });
    const [running, byDeadline, byMaximum] = [ask(), ask({ deadlineMs: 1000 }), ask()];
    await clock.advanceAsync(399);
    expect(await states(running, byDeadline, byMaximum)).toEqual(['resolved', 'pending', 'pending']);
    await clock.advanceAsync(1);
    expect(await states(byDeadline, byMaximum)).toEqual(['capacity.wait_too_long', 'pending']);
    await clock.advanceAsync(600);
    expect(await states(byMaximum)).toEqual(['capacity.wait_too_long']);
  });

  it('goes on serving whoever was let in, as long as a call may still be finished in time', async () => {
    const { clock, ask, states, learn } = setUp({ limit: 1 });
    await learn(1000);
    const [running, waiting] = [ask(), ask({ deadlineMs: 5000 })];
    await clock.advanceAsync(3999);
    expect(await states(running, waiting)).toEqual(['resolved', 'pending']);
    await clock.advanceAsync(1);
    expect(await states(waiting)).toEqual(['capacity.wait_too_long']);
  });

  it('expects the turns of other tenants before each of its own', async () => {
    const { ask, states, learn } = setUp({ limit: 1 });
    await learn(1000);
    const others = [ask(), ask({ tenantId: 'a' }), ask({ tenantId: 'b' })];
    // 40 % of 15 s is 6 s: its 2nd caller is served after 3 · 1 + 2 others' turns, its 3rd might be after 3 · 2 + 3.
    const own = [1, 2, 3].map(() => ask({ tenantId: 'c', deadlineMs: 15_000 }));
    expect(await states(...others, ...own)).toEqual([
      'resolved',
      'pending',
      'pending',
      'pending',
      'pending',
      'capacity.wait_too_long',
    ]);
  });

  it('drops at dequeue whoever has less time left than a call takes, and serves the next', async () => {
    const { clock, ask, states, learn, budget } = setUp({ limit: 2 });
    await learn(1000);
    const running = [ask(), ask()];
    const [hopeless, fine] = [ask({ deadlineMs: 1400 }), ask()];
    expect(await states(...running, hopeless, fine)).toEqual(['resolved', 'resolved', 'pending', 'pending']);
    await clock.advanceAsync(500);
    running[0]?.value?.release();
    expect(await states(hopeless, fine)).toEqual(['capacity.wait_too_long', 'resolved']);
    expect(budget.snapshot().decisions['capacity.wait_too_long']).toBe(1);
  });

  it('does not send whoever has waited past its deadline, though no timer has said so yet', async () => {
    const time = new FakeClock();
    const clock = { now: () => time.now(), setTimer: () => ({ cancel: () => undefined }) };
    const budget = new Budget('test', { limit: 1, queue: QUEUE }, { clock });
    const running = await budget.acquire({ scope: testScope(clock) });
    const waiting = watch(budget.acquire({ scope: testScope(clock, { deadlineMs: 100 }) }));
    await settle();
    time.advance(100);
    running.release();
    await settle();
    expect([waiting.state, budget.inFlight, budget.snapshot().waiting]).toEqual(['deadline.exceeded', 0, 0]);
  });

  it('does not start a waiter of a deadline that is just being cancelled, whoever is told first', async () => {
    const { clock, budget, states } = setUp();
    const scope = testScope(clock);
    const running = await budget.acquire({ scope });
    scope.deadline.listen({
      onAbort: () => {
        running.release();
      },
    });
    const waiting = watch(budget.acquire({ scope }));
    await settle();
    scope.deadline.cancel();
    expect(budget.inFlight).toBe(0);
    expect(await states(waiting)).toEqual(['call.cancelled']);
  });

  it('lets an aborted waiter go at once, and refuses whoever comes with a dead deadline', async () => {
    const { clock, budget, ask, states } = setUp();
    const running = ask();
    const scope = testScope(clock);
    const waiting = watch(budget.acquire({ scope }));
    await settle();
    scope.deadline.cancel();
    expect(budget.snapshot().waiting).toBe(0);
    expect(await states(running, waiting, watch(budget.acquire({ scope })))).toEqual([
      'resolved',
      'call.cancelled',
      'call.cancelled',
    ]);
  });

  it('tells every refused caller a moment of its own, one service apart, none later than a minute', async () => {
    const { ask, states, learn } = setUp({ limit: 2, queue: { maxWaiting: 1 } });
    await learn(1000);
    const asked = [ask(), ask(), ask()];
    const refused = Array.from({ length: 300 }, () => ask());
    await states(...asked, ...refused);
    const times = refused.map(({ error }) => (error instanceof UpstreamError ? (error.retryAfterMs ?? -1) : -1));
    expect(times.slice(0, 4)).toEqual([1000, 1500, 2000, 2500]);
    expect(Math.max(...times)).toBeLessThanOrEqual(60_000);
    expect(new Set(times.slice(0, 100)).size).toBe(100);
  });

  it('wouldRefuse() says what acquire() would, and takes nothing', async () => {
    const { clock, budget, ask, states } = setUp({ queue: { maxWaiting: 1 } });
    const scope = testScope(clock);
    expect(budget.wouldRefuse({ scope })).toBeUndefined();
    const running = ask();
    expect(budget.wouldRefuse({ scope })).toBeUndefined();
    const waiting = ask();
    expect(budget.wouldRefuse({ scope })?.code).toBe('capacity.queue_full');
    expect(await states(running, waiting)).toEqual(['resolved', 'pending']);
    expect(budget.snapshot()).toMatchObject({ inFlight: 1, waiting: 1 });
  });

  it('forgets tenants, timers and listeners when nobody waits any more', async () => {
    const { clock, budget, ask } = setUp({ queue: { maxWaiting: 500 } });
    const running = ask();
    const waiting = Array.from({ length: 300 }, (_, n) => ask({ tenantId: `tenant-${n}` }));
    await settle();
    expect(budget.snapshot().waitingTenants).toBe(300);
    running.value?.release();
    for (const one of waiting) {
      await settle();
      one.value?.release();
    }
    await settle();
    expect(budget.snapshot()).toMatchObject({ inFlight: 0, waiting: 0, waitingTenants: 0 });
    clock.advance(60_000);
    expect(clock.armed).toBe(0);
  });

  it('does not believe for ever that calls take too long: it tries again once the belief is stale', async () => {
    const { clock, ask, states, learn } = setUp({ limit: 2 });
    await learn(5000);
    const running = [ask(), ask()];
    const early = ask({ deadlineMs: 4000 });
    await clock.advanceAsync(1);
    expect(await states(...running, early)).toEqual(['resolved', 'resolved', 'capacity.wait_too_long']);
    await clock.advanceAsync(20_001);
    expect(await states(ask({ deadlineMs: 4000 }))).toEqual(['pending']);
  });
});

describe('Budget: lanes', () => {
  const lanes = { interactive: { reserved: 1 }, batch: { reserved: 1, max: 3 } };

  it('never lets batch take the interactive reservation, nor more than its maximum', async () => {
    const { budget, ask, states } = setUp({ limit: 4, lanes });
    const batch = [1, 2, 3, 4].map(() => ask({ lane: 'batch' }));
    expect(await states(...batch)).toEqual(['resolved', 'resolved', 'resolved', 'pending']);
    expect(await states(ask())).toEqual(['resolved']);
    expect(budget.snapshot().inFlightByLane).toEqual({ interactive: 1, batch: 3 });
  });

  it('keeps the batch reservation free of interactive calls', async () => {
    const { ask, states } = setUp({ limit: 4, lanes });
    expect(await states(ask(), ask(), ask(), ask())).toEqual(['resolved', 'resolved', 'resolved', 'pending']);
    expect(await states(ask({ lane: 'batch' }))).toEqual(['resolved']);
  });

  it('has batch give back what it borrowed as its calls end: interactive goes first', async () => {
    const { ask, states } = setUp({ limit: 2 });
    const batch = [1, 2, 3].map(() => ask({ lane: 'batch' }));
    const interactive = ask();
    expect(await states(...batch, interactive)).toEqual(['resolved', 'resolved', 'pending', 'pending']);
    batch[0]?.value?.release();
    expect(await states(batch[2] ?? interactive, interactive)).toEqual(['pending', 'resolved']);
  });

  it('makes batch give way in the queue, and never the other way round', async () => {
    const { ask, states } = setUp({ limit: 1, queue: { maxWaiting: 2 } });
    const running = ask();
    const batch = [ask({ lane: 'batch' }), ask({ lane: 'batch' })];
    const interactive = [ask({ tenantId: 'a' }), ask({ tenantId: 'b' })];
    const late = ask({ lane: 'batch', tenantId: 'c' });
    expect(await states(running, ...batch, ...interactive, late)).toEqual([
      'resolved',
      'capacity.evicted',
      'capacity.evicted',
      'pending',
      'pending',
      'capacity.queue_full',
    ]);
  });
});

describe('Budget: a changing limit', () => {
  it('drains when lowered, revoking nothing, and wakes waiters when raised', async () => {
    const { budget, ask, states, full } = setUp({ limit: 3 });
    const asked = [ask(), ask(), ask(), ask(), ask()];
    await settle();
    budget.reconfigure(full({ limit: 1 }));
    expect(budget.snapshot()).toMatchObject({ inFlight: 3, limit: 1 });
    asked[0]?.value?.release();
    asked[1]?.value?.release();
    expect(await states(...asked)).toEqual(['resolved', 'resolved', 'resolved', 'pending', 'pending']);
    budget.reconfigure(full({ limit: 3 }));
    expect(await states(...asked)).toEqual(['resolved', 'resolved', 'resolved', 'resolved', 'resolved']);
  });

  it('enforces the least of configured, adaptive and leased', async () => {
    const clock = new FakeClock();
    const share = { permits: 2, listener: (): void => undefined, hints: 0 };
    const source: ShareSource = {
      share: () => share.permits,
      onChange: (listener) => {
        share.listener = listener;
        return () => undefined;
      },
      wanted: () => void share.hints++,
    };
    const budget = new Budget(
      'test',
      { limit: 10, queue: QUEUE },
      { clock, share: source, adaptive: new AimdLimit(10) },
    );
    const asked = [1, 2, 3, 4].map(() => watch(budget.acquire({ scope: testScope(clock) })));
    await settle();
    expect(budget.snapshot()).toMatchObject({
      limit: 2,
      configuredLimit: 10,
      adaptiveLimit: 10,
      leasedShare: 2,
      inFlight: 2,
    });
    expect(share.hints).toBeGreaterThan(0);
    share.permits = 20;
    share.listener();
    await settle();
    expect(budget.snapshot()).toMatchObject({ limit: 10, inFlight: 4 });
    asked[0]?.value?.release('overloaded');
    expect(budget.limit).toBe(7);
  });

  it('lets batch use a limit that was adapted down to 1, so that it can grow again', async () => {
    const clock = new FakeClock();
    const adaptive = new AimdLimit(4);
    const options: BudgetOptions = { limit: 4, queue: QUEUE, lanes: { interactive: { reserved: 3 } } };
    const budget = new Budget('test', options, { clock, adaptive });
    for (let i = 0; i < 10; i++) {
      const permit = await budget.acquire({ scope: testScope(clock, { lane: 'batch' }) });
      clock.advance(10);
      permit.release('overloaded');
    }
    expect(budget.limit).toBe(1);
    for (let i = 0; i < 20; i++) {
      const permit = await budget.acquire({ scope: testScope(clock, { lane: 'batch' }) });
      clock.advance(10);
      permit.release('success');
    }
    expect(budget.limit).toBeGreaterThan(1);
  });

  it('refuses everybody after close(), also those who wait', async () => {
    const { budget, ask, states } = setUp();
    const [running, waiting] = [ask(), ask()];
    await settle();
    budget.close();
    expect(await states(running, waiting, ask())).toEqual(['resolved', 'call.cancelled', 'call.cancelled']);
    running.value?.release();
    expect(budget.inFlight).toBe(0);
  });
});
