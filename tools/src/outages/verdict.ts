import type { Ended, Tally } from '../load/tally.js';

export interface Span {
  fromMs: number;
  untilMs: number;
}

/** What callers saw of one outage. */
export interface Verdict {
  outage: string;
  /** Requests that began while it lasted, and how many of them were served all the same. */
  requests: number;
  served: number;
  /** The slowest of them, whatever its answer. */
  slowestMs: number;
  /** From the server's return until the last request began that was not served. */
  recoveredMs: number;
  /** From its return until the last task that was posted before or during the outage had been read in. */
  tasksMs: number;
}

/** Statuses with which a service may answer while something it needs is away, each with a code. */
const HONEST = new Set([429, 503, 504]);

/** Whatever may never happen: broken connections, hangs, answers without a code, faults of our own. */
export function dishonest(tally: Tally): Ended[] {
  return tally.ended.filter(
    ({ outcome }) => outcome.kind === 'broken' || (outcome.kind === 'refused' && !HONEST.has(outcome.status)),
  );
}

export function judge(outage: string, tally: Tally, { fromMs, untilMs }: Span, tasksMs: number): Verdict {
  const during = tally.ended.filter(({ startedMs }) => startedMs >= fromMs && startedMs < untilMs);
  const unserved = tally.ended.filter(({ outcome, startedMs }) => outcome.kind !== 'served' && startedMs >= untilMs);
  return {
    outage,
    requests: during.length,
    served: during.filter(({ outcome }) => outcome.kind === 'served').length,
    slowestMs: Math.round(Math.max(0, ...tally.ended.map((ended) => ended.endedMs - ended.startedMs))),
    recoveredMs: Math.round(Math.max(0, ...unserved.map(({ startedMs }) => startedMs - untilMs))),
    tasksMs: Math.round(tasksMs),
  };
}
