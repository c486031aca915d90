import { describe, expect, it } from '@jest/globals';
import { aBudget, aSnapshot } from './samples.js';
import { refusals, RefusalWindow } from './refusals.js';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const refused = (count: number) => [aBudget({ decisions: { admitted: 9, 'capacity.queue_full': count } })];

describe('refusals', () => {
  it('lists reasons by their frequency, without admissions and without callers who left', () => {
    const decisions = {
      admitted: 5,
      admitted_after_wait: 2,
      'call.cancelled': 9,
      'quota.tokens': 1,
      'breaker.open': 4,
      'quota.requests': 0,
    };
    expect(refusals(aBudget({ decisions }))).toEqual([
      ['breaker.open', 4],
      ['quota.tokens', 1],
    ]);
  });
});

describe('RefusalWindow', () => {
  const lately = (window: RefusalWindow, second: number, count: number, instance?: string) =>
    window.add(aSnapshot(at(second), refused(count), instance)).get('shadow-hunter.llm');

  it('counts what was refused since it watches, not what happened before', () => {
    const window = new RefusalWindow(10_000);
    expect(lately(window, 0, 50)).toBe(0);
    expect(lately(window, 1, 53)).toBe(3);
  });

  it('forgets what is older than the window', () => {
    const window = new RefusalWindow(10_000);
    lately(window, 0, 0);
    expect(lately(window, 1, 5)).toBe(5);
    expect(lately(window, 10, 5)).toBe(5);
    expect(lately(window, 12, 5)).toBe(0);
  });

  it('begins anew with another process', () => {
    const window = new RefusalWindow(10_000);
    lately(window, 0, 100);
    expect(lately(window, 1, 3, 'host:2')).toBe(0);
    expect(lately(window, 2, 4, 'host:2')).toBe(1);
  });
});
