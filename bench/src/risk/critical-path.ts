import type { Call } from './stand-in.js';

/**
 * The time a check cannot do without, given what its calls took: its searches on `fanOut` lanes in their order, then the slowest
 * of the pages it read, then the language model.
 * No waiting of any kind is in it.
 */
export function criticalPathMs(own: readonly Call[], fanOut: number): number {
  const searches = own.filter(({ kind }) => kind === 'search').sort((a, b) => a.startMs - b.startMs);
  const lanes = new Array<number>(fanOut).fill(0);
  for (const { startMs, endMs } of searches) {
    const lane = lanes.indexOf(Math.min(...lanes));
    lanes[lane] = (lanes[lane] ?? 0) + (endMs - startMs);
  }
  const pages = own.filter(({ kind }) => kind === 'page').map(({ startMs, endMs }) => endMs - startMs);
  const verify = own.find(({ kind }) => kind === 'verify');
  return Math.max(...lanes) + Math.max(0, ...pages) + (verify === undefined ? 0 : verify.endMs - verify.startMs);
}

/** Share of `limit` permits in use over [fromMs, toMs). */
export function utilisation(calls: readonly Call[], limit: number, fromMs: number, toMs: number): number {
  const used = spans(calls, fromMs, toMs).reduce((sum, span) => sum + Math.min(limit, span.running) * span.ms, 0);
  return used / (limit * (toMs - fromMs));
}

/** The most calls that were worked on at once. */
export function peak(calls: readonly Call[]): number {
  return Math.max(0, ...spans(calls, -Infinity, Infinity).map(({ running }) => running));
}

function spans(calls: readonly Call[], fromMs: number, toMs: number): { running: number; ms: number }[] {
  const edges = calls
    .flatMap(({ startMs, endMs }) => [
      { atMs: Math.max(fromMs, startMs), step: 1 },
      { atMs: Math.max(fromMs, endMs), step: -1 },
    ])
    .filter(({ atMs }) => atMs < toMs)
    .sort((a, b) => a.atMs - b.atMs || a.step - b.step);
  let running = 0;
  return edges.map(({ atMs, step }, index) => {
    running += step;
    const next = Math.min(toMs, edges[index + 1]?.atMs ?? (Number.isFinite(toMs) ? toMs : atMs));
    return { running, ms: next - atMs };
  });
}
