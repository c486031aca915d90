import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AimdLimit } from './aimd-limit.js';
import type { Outcome } from '../pipeline/reply.js';

let nowMs = 1000;

/** Overloads one after the other, each of which began after the one before. */
function cutTimes(aimd: AimdLimit, times: number): void {
  for (let i = 0; i < times; i++) aimd.settled('overloaded', (nowMs += 10), (nowMs += 10), aimd.limit);
}

/** Good calls that began after everything before, with the limit in full use unless told otherwise. */
function goodCalls(aimd: AimdLimit, count: number, inFlight?: number): void {
  for (let i = 0; i < count; i++) aimd.settled('success', (nowMs += 10), (nowMs += 10), inFlight ?? aimd.limit);
}

describe('AimdLimit', () => {
  it('cuts to 0.7 at most once per round trip', () => {
    const aimd = new AimdLimit(20);
    for (let i = 0; i < 20; i++) aimd.settled('overloaded', 0, 100 + i, 20);
    expect(aimd.limit).toBe(14);
    aimd.settled('throttled', 130, 200, 14);
    expect(aimd.limit).toBe(9);
  });

  it('adds one per window of good calls, if at least half of it was used', () => {
    const aimd = new AimdLimit(10);
    aimd.settled('overloaded', 0, 1, 10);
    expect(aimd.limit).toBe(7);
    for (let i = 0; i < 7; i++) aimd.settled('success', 2, 3, 1);
    expect(aimd.limit).toBe(7);
    for (let i = 0; i < 7; i++) aimd.settled('success', 2, 3, 4);
    expect(aimd.limit).toBe(8);
    for (let i = 0; i < 100; i++) aimd.settled('success', 2, 3, 10);
    expect(aimd.limit).toBe(10);
  });

  it('climbs back after an outage by doubling per round trip to the limit under which calls last went well, then by one per window', () => {
    const aimd = new AimdLimit(20);
    cutTimes(aimd, 2);
    expect(aimd.limit).toBe(9);
    goodCalls(aimd, 9);
    expect(aimd.limit).toBe(10);
    cutTimes(aimd, 4);
    expect(aimd.limit).toBe(1);
    aimd.outage();
    const trips: number[] = [];
    for (let trip = 0; trip < 6; trip++) {
      goodCalls(aimd, aimd.limit);
      trips.push(aimd.limit);
    }
    expect(trips).toEqual([2, 4, 8, 9, 10, 11]);
  });

  it('does not hold the failed probes of a dead upstream against the limit', () => {
    const aimd = new AimdLimit(20);
    cutTimes(aimd, 1);
    aimd.outage();
    cutTimes(aimd, 5);
    expect(aimd.limit).toBe(14);
    goodCalls(aimd, 6);
    expect(aimd.limit).toBe(20);
  });

  it('climbs no higher than it got the last time when the upstream came back smaller', () => {
    const aimd = new AimdLimit(20);
    cutTimes(aimd, 4);
    aimd.outage();
    goodCalls(aimd, 8);
    expect(aimd.limit).toBe(12);
    cutTimes(aimd, 1);
    expect(aimd.limit).toBe(8);
    cutTimes(aimd, 3);
    expect(aimd.limit).toBe(2);
    aimd.outage();
    goodCalls(aimd, 6);
    expect(aimd.limit).toBe(8);
    goodCalls(aimd, 8);
    expect(aimd.limit).toBe(9);
  });

  it('does not climb while less than half of it is used', () => {
    const aimd = new AimdLimit(20);
    cutTimes(aimd, 1);
    aimd.outage();
    goodCalls(aimd, 50, 6);
    expect(aimd.limit).toBe(14);
  });

  it('stays between 1 and the configured limit, is moved only by overload and success, and follows reconfiguration', () => {
    const step = fc.oneof(
      fc.record({
        outcome: fc.constantFrom<Outcome>('success', 'failed', 'overloaded', 'throttled', 'ignored'),
        ageMs: fc.nat(50),
        inFlight: fc.integer({ min: 1, max: 30 }),
      }),
      fc.record({ max: fc.integer({ min: 1, max: 30 }) }),
      fc.constant('outage' as const),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.array(step, { maxLength: 100, size: 'max' }), (first, steps) => {
        const aimd = new AimdLimit(first);
        let max = first;
        let now = 0;
        for (const move of steps) {
          const before = aimd.limit;
          if (move === 'outage') {
            aimd.outage();
            expect(aimd.limit).toBe(before);
          } else if ('max' in move) {
            max = move.max;
            aimd.reconfigure(max);
          } else {
            const changed = aimd.settled(move.outcome, now - move.ageMs, (now += 10), move.inFlight);
            expect(changed).toBe(aimd.limit !== before);
            if (move.outcome === 'failed' || move.outcome === 'ignored') expect(changed).toBe(false);
            if (changed) expect(aimd.limit > before).toBe(move.outcome === 'success');
          }
          expect(aimd.limit).toBeGreaterThanOrEqual(1);
          expect(aimd.limit).toBeLessThanOrEqual(max);
        }
      }),
    );
  });
});
