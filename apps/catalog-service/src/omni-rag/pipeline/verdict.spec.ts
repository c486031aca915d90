import { describe, expect, it } from '@jest/globals';
import { UpstreamError } from '@tradewind/upstream';
import { TaskFailure } from '../tasks/failures.js';
import { LeaseLost } from '../tasks/task-run.js';
import { Postponed } from './obstacles.js';
import { verdictOf, type Circumstances } from './verdict.js';

const calm: Circumstances = { stopped: undefined, expired: false, setbacks: 0, tooOld: false };
const verdict = (error: unknown, changes: Partial<Circumstances> = {}) => verdictOf(error, { ...calm, ...changes });

describe('verdictOf', () => {
  it('obeys a stop before it looks at the error the stop caused', () => {
    const aborted = new UpstreamError('call.cancelled', 'x');
    expect(verdict(aborted, { stopped: 'shutdown', expired: true })).toEqual({
      kind: 'hand_back',
      delayMs: 0,
      setback: false,
    });
    expect(verdict(aborted, { stopped: 'lease_lost', expired: true })).toEqual({ kind: 'leave' });
    expect(verdict(new LeaseLost('x'))).toEqual({ kind: 'leave' });
  });

  it('fails a task whose time is up', () => {
    expect(verdict(new UpstreamError('deadline.exceeded', 'x'), { expired: true })).toEqual({
      kind: 'fail',
      code: 'task.timeout',
    });
  });

  it('comes back when an overloaded upstream asked it to, without counting it as a setback', () => {
    const error = new UpstreamError('upstream.rate_limited', 'x', { retryAfterMs: 30_000 });
    expect(verdict(error)).toEqual({ kind: 'hand_back', delayMs: 30_000, setback: false });
    expect(verdict(new UpstreamError('breaker.open', 'x'))).toMatchObject({ kind: 'hand_back', setback: false });
    expect(verdict(error, { tooOld: true })).toEqual({ kind: 'fail', code: 'upstream.unavailable' });
  });

  it('gives up at once on what trying again cannot change', () => {
    expect(verdict(new UpstreamError('upstream.rejected', 'x'))).toEqual({ kind: 'fail', code: 'upstream.rejected' });
    expect(verdict(new TaskFailure('document.encrypted'))).toEqual({ kind: 'fail', code: 'document.encrypted' });
  });

  it('tries an unreachable storage a few times, ever later', () => {
    const error = new TaskFailure('source.unreachable');
    expect(verdict(error)).toEqual({ kind: 'hand_back', delayMs: 1_000, setback: true });
    expect(verdict(error, { setbacks: 1 })).toEqual({ kind: 'hand_back', delayMs: 2_000, setback: true });
    expect(verdict(error, { setbacks: 2 })).toEqual({ kind: 'fail', code: 'source.unreachable' });
  });

  it('waits as long as it was told to', () => {
    expect(verdict(new Postponed(3_000, 'x'))).toEqual({ kind: 'hand_back', delayMs: 3_000, setback: false });
  });

  it('does not try a fault of ours for ever', () => {
    expect(verdict(new TypeError('x'))).toMatchObject({ kind: 'hand_back', setback: true });
    expect(verdict(new TypeError('x'), { setbacks: 4 })).toEqual({ kind: 'fail', code: 'task.internal_error' });
  });
});
