import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '../../testing/fake-clock.js';
import { UpstreamError } from '../errors/upstream-error.js';
import { Deadline } from './deadline.js';

function codeOf(reason: unknown): string {
  return reason instanceof UpstreamError ? reason.code : String(reason);
}

describe('Deadline', () => {
  it('counts down to 0 and then tells listeners and signal, once, that it was exceeded', () => {
    const clock = new FakeClock();
    const deadline = Deadline.after(100, { clock });
    const told: string[] = [];
    deadline.listen({ onAbort: (reason) => told.push(codeOf(reason)) });
    clock.advance(99);
    expect(deadline.remainingMs()).toBe(1);
    expect(deadline.signal.aborted).toBe(false);
    clock.advance(1);
    expect(told).toEqual(['deadline.exceeded']);
    expect(deadline.signal.aborted).toBe(true);
    expect(codeOf(deadline.signal.reason)).toBe('deadline.exceeded');
    expect(deadline.remainingMs()).toBe(0);
    clock.advance(1000);
    deadline.cancel();
    expect(told).toHaveLength(1);
  });

  it('costs no timer until somebody wants to be told, and none after disposal', () => {
    const clock = new FakeClock();
    const deadline = Deadline.after(100, { clock });
    expect(clock.armed).toBe(0);
    deadline.listen({ onAbort: () => undefined });
    expect(clock.armed).toBe(1);
    deadline.dispose();
    expect(clock.armed).toBe(0);
    clock.advance(200);
    expect(deadline.aborted).toBe(false);
  });

  it('lets go of timer and parent when nobody listens any more, and takes them up again', () => {
    const clock = new FakeClock();
    const parent = Deadline.after(100, { clock });
    const child = Deadline.after(50, { parent });
    const told: string[] = [];
    const listener = { onAbort: (reason: unknown): void => void told.push(codeOf(reason)) };
    for (let i = 0; i < 3; i++) {
      child.listen(listener);
      expect(clock.armed).toBe(2);
      child.unlisten(listener);
      expect(clock.armed).toBe(0);
    }
    child.listen(listener);
    parent.cancel();
    expect(told).toEqual(['call.cancelled']);
    expect(clock.armed).toBe(0);
  });

  it('never outlives its parent and ends with it', () => {
    const clock = new FakeClock();
    const parent = Deadline.after(50, { clock });
    const child = Deadline.after(100, { parent });
    expect(child.remainingMs()).toBe(50);
    const told: string[] = [];
    child.listen({ onAbort: (reason) => told.push(codeOf(reason)) });
    parent.cancel();
    expect(told).toEqual(['call.cancelled']);
    expect(child.aborted).toBe(true);
  });

  it('is noticed as over before its timer has come round', () => {
    const clock = new FakeClock();
    const parent = Deadline.after(50, { clock });
    const child = Deadline.after(20, { parent });
    expect(child.aborted).toBe(false);
    clock.advance(20);
    expect(child.aborted).toBe(true);
    expect(parent.aborted).toBe(false);
    const late: string[] = [];
    child.listen({ onAbort: (reason) => late.push(codeOf(reason)) });
    expect(late).toEqual(['deadline.exceeded']);
  });

  it('ends as cancelled when the external signal aborts, and leaves no listener on it', () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const deadline = Deadline.after(100, { clock, signal: controller.signal });
    controller.abort();
    expect(codeOf(deadline.reason)).toBe('call.cancelled');
    const already = Deadline.after(100, { clock, signal: controller.signal });
    expect(already.aborted).toBe(true);
    const parked = new AbortController();
    const disposed = Deadline.after(100, { clock, signal: parked.signal });
    disposed.dispose();
    parked.abort();
    expect(disposed.aborted).toBe(false);
  });

  it('forgets a listener that was removed', () => {
    const clock = new FakeClock();
    const deadline = Deadline.after(100, { clock });
    const told: number[] = [];
    const listeners = [1, 2, 3].map((n) => ({ onAbort: () => void told.push(n) }));
    for (const listener of listeners) deadline.listen(listener);
    const [first] = listeners;
    if (first !== undefined) deadline.unlisten(first);
    deadline.cancel();
    expect(told.sort()).toEqual([2, 3]);
  });
});
