export interface BackoffOptions {
  /** Upper bound of the first pause, in milliseconds. Default 200. */
  baseMs: number;
  /** Upper bound of any pause, in milliseconds. Default 5,000. */
  maxMs: number;
}

export const DEFAULT_BACKOFF: Readonly<BackoffOptions> = { baseMs: 200, maxMs: 5_000 };

/**
 * How long to pause before retry `retry` (1 for the first): exponential with full jitter, so that callers who failed
 * together do not come back together. (Brooker, "Exponential Backoff And Jitter", 2015.)
 */
export function backoffMs(retry: number, options: Readonly<BackoffOptions>, random: () => number): number {
  return random() * Math.min(options.maxMs, options.baseMs * 2 ** (retry - 1));
}
