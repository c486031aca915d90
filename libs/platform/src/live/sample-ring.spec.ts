import { describe, expect, it } from '@jest/globals';
import { LiveHistory } from '@tradewind/contracts';
import { Budget } from '@tradewind/upstream/core';
import { liveSnapshot } from './live-snapshot.js';
import { SampleRing, STEP_MS, STEPS } from './sample-ring.js';

const START = Date.parse('2026-01-02T03:04:00.000Z');
const database = new Budget('database', {
  limit: 3,
  queue: { maxWaiting: 1, maxWaitMs: 1, mode: 'reject-newest' },
}).snapshot();

function seen(atMs: number, inFlight: number, refused: number) {
  return liveSnapshot(
    {
      service: 's',
      instance: 'i',
      at: new Date(START + atMs),
      uptimeMs: 1,
      residentBytes: 1,
      postgresql: { state: 'up', answered_in_ms: null },
    },
    { budgets: [], providers: [], backends: [] },
    { ...database, inFlight, decisions: { admitted: 100, 'capacity.queue_full': refused } },
  );
}
const ofDatabase = (ring: SampleRing) => LiveHistory.parse(ring.toWire()).budgets['database'];

describe('SampleRing', () => {
  it('keeps the highest gauge of a step and the sum of its refusals', () => {
    const ring = new SampleRing();
    for (const [at, inFlight, refused] of [
      [0, 1, 5],
      [2_500, 3, 7],
      [5_000, 2, 8],
      [STEP_MS, 1, 8],
    ] as const)
      ring.add(seen(at, inFlight, refused));
    expect(ofDatabase(ring)).toEqual({ in_flight: [3, 1], waiting: [0, 0], refused: [3, 0] });
  });

  it('shows a time when nobody looked as quiet, and keeps no more than 15 minutes', () => {
    const ring = new SampleRing();
    ring.add(seen(0, 2, 0));
    ring.add(seen(STEP_MS * 3, 1, 4));
    expect(ofDatabase(ring)).toMatchObject({ in_flight: [2, 0, 0, 1], refused: [0, 0, 0, 4] });
    ring.add(seen(STEP_MS * 1_000, 1, 4));
    expect(ofDatabase(ring)?.in_flight).toHaveLength(STEPS);
  });

  it('goes on from where another process has left off', () => {
    const ring = new SampleRing();
    ring.add(seen(0, 2, 1));
    ring.add(seen(STEP_MS, 3, 1));
    const next = SampleRing.from(LiveHistory.parse(JSON.parse(JSON.stringify(ring.toWire()))));
    next.add(seen(STEP_MS + 5_000, 1, 9));
    next.add(seen(STEP_MS * 2, 4, 10));
    expect(ofDatabase(next)).toMatchObject({ in_flight: [2, 3, 4], refused: [0, 0, 1] });
  });

  it('takes a clock that went back for the same step', () => {
    const ring = new SampleRing();
    ring.add(seen(STEP_MS * 2, 1, 0));
    ring.add(seen(0, 5, 0));
    expect(ofDatabase(ring)?.in_flight).toEqual([5]);
  });
});
