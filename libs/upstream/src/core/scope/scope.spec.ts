import { describe, expect, it } from '@jest/globals';
import { FakeClock, settle } from '../../testing/fake-clock.js';
import { testScope } from '../../testing/test-scope.js';
import { watch } from '../../testing/watch.js';
import { UpstreamError } from '../errors/upstream-error.js';
import { currentScope, findScope, runInScope } from './call-scope.js';
import { degrade } from './degrade.js';
import { withDeadline } from './with-deadline.js';

describe('call scope', () => {
  it('is missing outside, and follows asynchronous work inside', async () => {
    expect(findScope()).toBeUndefined();
    expect(() => currentScope()).toThrow(expect.objectContaining({ code: 'scope.missing' }));
    const scope = testScope(new FakeClock());
    await runInScope(scope, async () => {
      await settle();
      expect(currentScope()).toBe(scope);
    });
  });
});

describe('withDeadline', () => {
  it('rejects at the moment, even if the work never ends, and cancels what it started', async () => {
    const clock = new FakeClock();
    let inner: AbortSignal | undefined;
    const scope = testScope(clock);
    const answer = watch(
      runInScope(scope, () =>
        withDeadline(100, () => {
          inner = currentScope().deadline.signal;
          return new Promise<never>(() => undefined);
        }),
      ),
    );
    await clock.advanceAsync(99);
    expect(answer.state).toBe('pending');
    await clock.advanceAsync(1);
    expect(answer.state).toBe('deadline.exceeded');
    expect(inner?.aborted).toBe(true);
    expect(scope.deadline.aborted).toBe(false);
  });

  it('can only shorten, shares degradations and usage, and leaves no timer behind', async () => {
    const clock = new FakeClock();
    const scope = testScope(clock, { deadlineMs: 50 });
    await runInScope(scope, () =>
      withDeadline(1000, () => {
        expect(currentScope().deadline.remainingMs()).toBe(50);
        currentScope().degraded.push({ stage: 'a', reason: 'b' });
        currentScope().usage.calls++;
        return Promise.resolve();
      }),
    );
    expect(scope.degraded).toHaveLength(1);
    expect(scope.usage.calls).toBe(1);
    scope.deadline.dispose();
    expect(clock.armed).toBe(0);
  });

  it('does not begin when nothing remains', async () => {
    const scope = testScope(new FakeClock(), { deadlineMs: 0 });
    let began = false;
    const answer = runInScope(scope, () =>
      withDeadline(10, () => {
        began = true;
        return Promise.resolve();
      }),
    );
    await expect(answer).rejects.toMatchObject({ code: 'deadline.exceeded' });
    expect(began).toBe(false);
  });

  it('passes on what the work throws synchronously', async () => {
    const scope = testScope(new FakeClock());
    await expect(
      runInScope(scope, () =>
        withDeadline(10, () => {
          throw new Error('at once');
        }),
      ),
    ).rejects.toThrow('at once');
  });
});

describe('degrade', () => {
  const fail = (code: 'upstream.timeout' | 'call.cancelled' | 'config.invalid') => (): Promise<string> =>
    Promise.reject(new UpstreamError(code, code));

  it('answers with the fallback and notes stage and reason', async () => {
    const scope = testScope(new FakeClock());
    const answer = await runInScope(scope, () => degrade('rerank', fail('upstream.timeout'), () => 'fallback'));
    expect(answer).toBe('fallback');
    expect(scope.degraded).toEqual([{ stage: 'rerank', reason: 'upstream.timeout' }]);
  });

  it.each(['call.cancelled', 'config.invalid'] as const)('rethrows %s', async (code) => {
    const scope = testScope(new FakeClock());
    await expect(runInScope(scope, () => degrade('rerank', fail(code), () => 'x'))).rejects.toMatchObject({ code });
    expect(scope.degraded).toEqual([]);
  });

  it('does not hide a programming error', async () => {
    await expect(
      degrade(
        'rerank',
        () => Promise.reject(new TypeError('bug')),
        () => 'x',
      ),
    ).rejects.toThrow('bug');
  });
});
