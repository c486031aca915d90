import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AimdLimit } from './aimd-limit.js';
import type { Outcome } from '../pipeline/reply.js';

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

  it('stays between 1 and the configured limit, is moved only by overload and success, and follows reconfiguration', () => {
    const step = fc.oneof(
      fc.record({
        outcome: fc.constantFrom<Outcome>('success', 'failed', 'overloaded', 'throttled', 'ignored'),
        ageMs: fc.nat(50),
        inFlight: fc.integer({ min: 1, max: 30 }),
      }),
      fc.record({ max: fc.integer({ min: 1, max: 30 }) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.array(step, { maxLength: 100, size: 'max' }), (first, steps) => {
        const aimd = new AimdLimit(first);
        let max = first;
        let now = 0;
        for (const move of steps) {
          const before = aimd.limit;
          if ('max' in move) {
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
