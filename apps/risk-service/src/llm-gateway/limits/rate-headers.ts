import type { RateBucketStatus, RateStatus } from '@tradewind/upstream';

/**
 * OpenAI's `x-ratelimit-*` headers, for requests and for tokens each from the rule that leaves least.
 * Times are written as OpenAI writes them: `350ms`, `12s`, `1m30s`.
 */
export function rateLimitHeaders(rules: readonly RateStatus[]): Record<string, string> {
  const { requests, tokens } = tightestStatus(rules);
  return { ...bucketHeaders('requests', requests), ...bucketHeaders('tokens', tokens) };
}

/** Of several rules, for requests and for tokens each the one that leaves least. */
export function tightestStatus(rules: readonly RateStatus[]): RateStatus {
  const [only] = rules;
  if (only !== undefined && rules.length === 1) return only;
  const requests = tightest(rules.map((rule) => rule.requests));
  const tokens = tightest(rules.map((rule) => rule.tokens));
  return { ...(requests && { requests }), ...(tokens && { tokens }) };
}

function tightest(buckets: readonly (RateBucketStatus | undefined)[]): RateBucketStatus | undefined {
  let least: RateBucketStatus | undefined;
  for (const bucket of buckets) {
    if (bucket && (least === undefined || bucket.remaining < least.remaining)) least = bucket;
  }
  return least;
}

function bucketHeaders(what: 'requests' | 'tokens', bucket: RateBucketStatus | undefined): Record<string, string> {
  if (bucket === undefined) return {};
  return {
    [`x-ratelimit-limit-${what}`]: String(bucket.limit),
    [`x-ratelimit-remaining-${what}`]: String(Math.max(0, Math.floor(bucket.remaining))),
    [`x-ratelimit-reset-${what}`]: duration(bucket.resetMs),
  };
}

function duration(ms: number): string {
  if (ms < 1_000) return `${String(Math.max(0, Math.ceil(ms)))}ms`;
  const seconds = Math.ceil(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${String(seconds)}s` : `${String(minutes)}m${String(seconds % 60)}s`;
}
