export type BreakerState = 'closed' | 'open' | 'half-open';

export interface BreakerOptions {
  /** Consecutive failures that open it. Default 5. */
  failures: number;
  /** How long it stays open before it lets probes through, in milliseconds. Default 60,000. */
  openMs: number;
  /** Probes under way at most while half-open. Default 3. */
  probes: number;
}

export const DEFAULT_BREAKER: Readonly<BreakerOptions> = { failures: 5, openMs: 60_000, probes: 3 };

export interface BreakerSnapshot {
  server: string;
  model: string;
  state: BreakerState;
  /** Consecutive failures so far, while closed. */
  failures: number;
  probesInFlight: number;
  /** Milliseconds until the next probe may go; present while open. */
  nextProbeMs?: number;
}
