import { describe, expect, it } from '@jest/globals';
import { aBudget, aServer } from './samples.js';
import { budgetPressure, loweredBy, serverPressure, worst } from './pressure.js';

describe('budgetPressure', () => {
  it.each([
    ['nothing to do', aBudget({ limit: 10 }), 0, 'calm'],
    ['a limit of 0 and nothing to do', aBudget({ limit: 0, waiting: 1 }), 0, 'full'],
    ['most permits in use', aBudget({ limit: 10, in_flight: 7 }), 0, 'busy'],
    ['no permit left', aBudget({ limit: 10, in_flight: 10 }), 0, 'full'],
    ['somebody waits', aBudget({ limit: 10, in_flight: 4, waiting: 1 }), 0, 'full'],
    ['somebody was refused lately', aBudget({ limit: 10 }), 1, 'overloaded'],
  ] as const)('%s', (_case, budget, refused, expected) => {
    expect(budgetPressure(budget, refused)).toBe(expected);
  });
});

describe('serverPressure', () => {
  const breaker = {
    server: 'llm',
    model: 'm',
    state: 'closed',
    failures: 0,
    probes_in_flight: 0,
    next_probe_ms: null,
  } as const;
  it.each([
    ['well', aServer({ breakers: [breaker] }), 'calm'],
    ['failing now and then', aServer({ breakers: [{ ...breaker, failures: 2 }] }), 'busy'],
    ['being probed', aServer({ breakers: [breaker, { ...breaker, state: 'half-open' }] }), 'full'],
    [
      'its minute spent',
      aServer({ rate: { requests: { limit: 60, remaining: 0, reset_ms: 9 }, tokens: null } }),
      'full',
    ],
    ['left alone', aServer({ breakers: [{ ...breaker, state: 'open', next_probe_ms: 5_000 }, breaker] }), 'overloaded'],
    ['asking for a rest', aServer({ gate_closed_ms: 800 }), 'overloaded'],
  ] as const)('%s', (_case, server, expected) => {
    expect(serverPressure(server)).toBe(expected);
  });
});

describe('worst', () => {
  it('is the hardest pressed of all, and calm for none', () => {
    expect(worst(['busy', 'overloaded', 'calm'])).toBe('overloaded');
    expect(worst([])).toBe('calm');
  });
});

describe('loweredBy', () => {
  it('says why a limit is lower than configured', () => {
    expect(loweredBy(aBudget({ limit: 10 }))).toBeUndefined();
    expect(loweredBy(aBudget({ limit: 3, configured_limit: 10, adaptive_limit: 3 }))).toBe('adaptive');
    expect(loweredBy(aBudget({ limit: 5, configured_limit: 10, adaptive_limit: 8, leased_share: 5 }))).toBe('lease');
  });
});
