import { describe, expect, it } from '@jest/globals';
import { aBudget, aServer, aSnapshot } from '../live/samples.js';
import { enforcedBy } from './enforced.js';

const AT = '2026-01-02T03:04:05.000Z';

describe('the limits that are enforced', () => {
  it('are those configured, whatever the downstream or the fleet has lowered them to', () => {
    const snapshot = aSnapshot(AT, [aBudget({ name: 'nexus-assess.llm', limit: 1, configured_limit: 3 })]);
    const enforced = enforcedBy({ at: AT, missing: [], replicas: [{ heard_ms_ago: 0, snapshot }] });
    expect(enforced.get('nexus-assess.llm')).toEqual({ limit: 3, max_waiting: 50, max_wait_ms: 10_000 });
  });

  it('hold rates for servers of the gateway, null without one, and not for providers of the same name', () => {
    const snapshot = {
      ...aSnapshot(AT, [aBudget({ name: 'gateway.llm' })]),
      servers: [
        aServer({ name: 'llm', kind: 'llm' }),
        aServer({
          name: 'llm',
          kind: 'gateway',
          rate: { requests: { limit: 600, remaining: 1, reset_ms: 1 }, tokens: null },
        }),
      ],
    };
    const enforced = enforcedBy({ at: AT, missing: [], replicas: [{ heard_ms_ago: 0, snapshot }] });
    expect(enforced.get('gateway.llm')).toMatchObject({ limit: 4, requests_per_minute: 600, tokens_per_minute: null });
    expect(enforced.has('llm')).toBe(false);
  });
});
