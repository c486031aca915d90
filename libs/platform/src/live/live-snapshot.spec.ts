import { describe, expect, it } from '@jest/globals';
import { LiveSnapshot } from '@tradewind/contracts';
import { createUpstream } from '@tradewind/upstream';
import { Budget } from '@tradewind/upstream/core';
import { liveSnapshot } from './live-snapshot.js';

const queue = { maxWaiting: 5, maxWaitMs: 1_000, mode: 'reject-newest' } as const;

describe('the live snapshot', () => {
  it('of a real registry keeps to its contract and names every budget and server', async () => {
    const upstream = createUpstream({
      providers: {
        llm: {
          kind: 'llm',
          preset: 'openai-compatible',
          baseUrl: 'http://127.0.0.1:9/v1',
          model: 'm',
          rateLimit: { requestsPerMinute: 60 },
        },
      },
      uses: { 'a.llm': { provider: 'llm', limit: 3, queue } },
      budgets: { 'a.door': { limit: 7, queue } },
    });
    try {
      const database = new Budget('database', { limit: 30, queue });
      const at = new Date('2026-01-02T03:04:05.000Z');
      const postgresql = { state: 'up', answered_in_ms: 0.4 } as const;
      const process = { service: 's', instance: 'h:1', at, uptimeMs: 1.5, residentBytes: 10, postgresql };
      const snapshot = LiveSnapshot.parse(liveSnapshot(process, upstream.snapshot(), database.snapshot()));
      expect(snapshot.budgets).toMatchObject([
        { name: 'a.door', limit: 7, max_waiting: 5, max_wait_ms: 1_000 },
        { name: 'a.llm', limit: 3, max_waiting: 5, max_wait_ms: 1_000 },
      ]);
      expect(snapshot.servers).toMatchObject([
        { name: 'llm', kind: 'llm', rate: { requests: { limit: 60 }, tokens: null } },
      ]);
      expect(snapshot).toMatchObject({
        database: { limit: 30 },
        shared_limits: 'in_process',
        stores: { redis: { state: 'unused' } },
      });
    } finally {
      await upstream.close();
    }
  });
});
