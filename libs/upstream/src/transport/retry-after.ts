/** Longest advice we believe: a client of ours obeys without a cap of its own, so an upstream's slip must not park it for hours. */
export const MAX_RETRY_AFTER_MS = 10 * 60_000;

/**
 * How long an upstream asks us to wait, in ms, from `retry-after-ms` (ms) or `Retry-After` (seconds, or an HTTP date
 * compared with the answer's own `Date`, so that a wrong clock on either side does not matter).
 * `undefined` when there is no advice or it cannot be read; never negative, never more than ten minutes.
 */
export function parseRetryAfterMs(header: (name: string) => string | undefined, nowMs: number): number | undefined {
  const exactMs = decimal(header('retry-after-ms'));
  if (exactMs !== undefined) return bounded(exactMs);

  const advice = header('retry-after');
  if (advice === undefined) return undefined;
  const seconds = decimal(advice);
  if (seconds !== undefined) return bounded(seconds * 1000);

  // Date.parse would take a bare number for a year.
  const untilMs = /[a-z]{3}/i.test(advice) ? Date.parse(advice) : NaN;
  if (Number.isNaN(untilMs)) return undefined;
  const upstreamNowMs = Date.parse(header('date') ?? '');
  return bounded(untilMs - (Number.isNaN(upstreamNowMs) ? nowMs : upstreamNowMs));
}

function decimal(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,12}(\.\d{1,6})?\s*$/.test(text) ? Number(text) : undefined;
}

function bounded(ms: number): number {
  return Math.min(MAX_RETRY_AFTER_MS, Math.max(0, Math.ceil(ms)));
}
