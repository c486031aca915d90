import type { RateBucketStatus, RateStatus } from '@tradewind/upstream';

/**
 * OpenAI's `x-ratelimit-*` headers, for requests and for tokens each from the rule that leaves least.
 * Times are written as OpenAI writes them: `350ms`, `12s`, `1m30s`.
 */
export function rateLimitHeaders(rules: readonly RateStatus[]): Record<string, string> {
  const { requests, tokens } = tightestStatus(rules);
  const headers: Record<string, string> = {};
  if (requests !== undefined) {
    headers['x-ratelimit-limit-requests'] = String(requests.limit);
    headers['x-ratelimit-remaining-requests'] = left(requests);
    headers['x-ratelimit-reset-requests'] = duration(requests.resetMs);
  }
  if (tokens !== undefined) {
    headers['x-ratelimit-limit-tokens'] = String(tokens.limit);
    headers['x-ratelimit-remaining-tokens'] = left(tokens);
    headers['x-ratelimit-reset-tokens'] = duration(tokens.resetMs);
  }
  return headers;
}

/** Of several rules, for requests and for tokens each the one that leaves least. */
export function tightestStatus(rules: readonly RateStatus[]): RateStatus {
  const [only] = rules;
  if (only !== undefined && rules.length === 1) return only;
  const least: RateStatus = {};
  for (const { requests, tokens } of rules) {
    if (requests !== undefined && isTighter(requests, least.requests)) least.requests = requests;
    if (tokens !== undefined && isTighter(tokens, least.tokens)) least.tokens = tokens;
  }
  return least;
}

function isTighter(bucket: RateBucketStatus, known: RateBucketStatus | undefined): boolean {
  return known === undefined || bucket.remaining < known.remaining;
}

function left({ remaining }: RateBucketStatus): string {
  return String(Math.max(0, Math.floor(remaining)));
}

function duration(ms: number): string {
  if (ms < 1_000) return `${String(Math.max(0, Math.ceil(ms)))}ms`;
  const seconds = Math.ceil(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${String(seconds)}s` : `${String(minutes)}m${String(seconds % 60)}s`;
}
