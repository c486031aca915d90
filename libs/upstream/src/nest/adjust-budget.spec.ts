import { describe, expect, it } from '@jest/globals';
import { createScope, type Lane } from '../core/index.js';
import { Upstream } from './upstream.js';

const lane = (name: Lane) => createScope({ lane: name, deadlineMs: 5_000 });

function upstreamWith(limit: number) {
  return new Upstream({
    providers: {},
    uses: {},
    budgets: {
      door: {
        limit,
        queue: { maxWaiting: 3, maxWaitMs: 4_000, mode: 'reject-newest' },
        lanes: { interactive: { reserved: 2 } },
      },
    },
  });
}

describe('Upstream.adjustBudget', () => {
  it('changes what is given, and goes back to what was configured when nothing is', () => {
    const upstream = upstreamWith(4);
    upstream.adjustBudget('door', { limit: 9, maxWaiting: 0 });
    expect(upstream.budget('door').limit).toBe(9);
    upstream.adjustBudget('door', {});
    expect(upstream.budget('door').limit).toBe(4);
  });

  it('drains when it lowers a limit, and wakes those who wait when it raises one', async () => {
    const upstream = upstreamWith(4);
    const budget = upstream.budget('door');
    const scope = lane('interactive');
    const held = await Promise.all([1, 2, 3].map(() => budget.acquire({ scope })));
    upstream.adjustBudget('door', { limit: 1 });
    expect(budget.inFlight).toBe(3);
    const waiting = budget.acquire({ scope });
    held[0]?.release('success');
    held[1]?.release('success');
    expect(budget.snapshot().waiting).toBe(1);
    upstream.adjustBudget('door', { limit: 2 });
    (await waiting).release('success');
    held[2]?.release('success');
    expect(budget.inFlight).toBe(0);
  });

  it('leaves each lane a way through, however low the limit', async () => {
    const upstream = upstreamWith(4);
    upstream.adjustBudget('door', { limit: 1 });
    const permit = await upstream.budget('door').acquire({ scope: lane('batch') });
    permit.release('success');
  });

  it('refuses what would be unbounded, and an unknown name', () => {
    const upstream = upstreamWith(4);
    expect(() => upstream.adjustBudget('door', { limit: Infinity })).toThrow(/limit is Infinity/);
    expect(() => upstream.adjustBudget('gate', { limit: 1 })).toThrow(/no budget/);
  });
});
