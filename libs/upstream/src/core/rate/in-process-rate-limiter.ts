import type { Clock } from '../clock/clock.js';
import type {
  RateBucketStatus,
  RateDecision,
  RateLimiter,
  RateLimits,
  RateReservation,
  RateStatus,
} from './rate-limiter.js';
import { SlidingLog, WINDOW_MS } from './sliding-log.js';

/** A grant and its reservation in one object: one allocation per call. */
class Taken implements RateReservation {
  readonly granted = true;
  open = true;

  constructor(
    readonly key: string,
    readonly tokens: number,
    readonly log: SlidingLog,
    readonly entry: number,
    private readonly limits: RateLimits,
    private readonly clock: Clock,
  ) {}

  get reservation(): RateReservation {
    return this;
  }

  get status(): RateStatus {
    return statusOf(this.log, this.limits, this.clock.now());
  }
}

/** Sliding windows kept in this process, one per key. Answers synchronously; keys that were idle for a minute are forgotten. */
export class InProcessRateLimiter implements RateLimiter {
  readonly #logs = new Map<string, SlidingLog>();
  #sweptMs: number;

  constructor(private readonly clock: Clock) {
    this.#sweptMs = clock.now();
  }

  /** Keys remembered. */
  get size(): number {
    return this.#logs.size;
  }

  reserve(key: string, limits: RateLimits, tokens: number): RateDecision {
    const nowMs = this.clock.now();
    const log = this.#logOf(key, nowMs);
    log.forget(nowMs);
    const capped = Math.min(Math.ceil(tokens), limits.tokensPerMinute ?? Infinity);
    const requestsOver = log.requests + 1 - (limits.requestsPerMinute ?? Infinity);
    const tokensOver = log.tokens + capped - (limits.tokensPerMinute ?? Infinity);
    if (requestsOver <= 0 && (tokensOver <= 0 || capped === 0)) {
      return new Taken(key, capped, log, log.add(nowMs, 1, capped), limits, this.clock);
    }
    return {
      granted: false,
      code: requestsOver > 0 ? 'quota.requests' : 'quota.tokens',
      retryAfterMs: Math.min(WINDOW_MS, log.msUntilFreed(nowMs, requestsOver, capped === 0 ? 0 : tokensOver)),
      status: statusOf(log, limits, nowMs),
    };
  }

  settle(reservation: RateReservation, usedTokens: number, exact: boolean): void {
    if (!(reservation instanceof Taken) || !reservation.open) return;
    reservation.open = false;
    const more = Math.ceil(usedTokens) - reservation.tokens;
    if (more > 0) {
      const nowMs = this.clock.now();
      const log = this.#logOf(reservation.key, nowMs);
      log.forget(nowMs);
      log.add(nowMs, 0, more);
    } else if (more < 0 && exact) reservation.log.subtract(reservation.entry, 0, -more);
  }

  refund(reservation: RateReservation): void {
    if (!(reservation instanceof Taken) || !reservation.open) return;
    reservation.open = false;
    reservation.log.subtract(reservation.entry, 1, reservation.tokens);
  }

  status(key: string, limits: RateLimits): RateStatus {
    const nowMs = this.clock.now();
    const log = this.#logs.get(key);
    log?.forget(nowMs);
    return statusOf(log, limits, nowMs);
  }

  #logOf(key: string, nowMs: number): SlidingLog {
    if (nowMs - this.#sweptMs >= WINDOW_MS) this.#sweep(nowMs);
    let log = this.#logs.get(key);
    if (log === undefined) {
      log = new SlidingLog();
      this.#logs.set(key, log);
    }
    return log;
  }

  #sweep(nowMs: number): void {
    this.#sweptMs = nowMs;
    for (const [key, log] of this.#logs) {
      log.forget(nowMs);
      if (log.size === 0) this.#logs.delete(key);
    }
  }
}

function statusOf(log: SlidingLog | undefined, limits: RateLimits, nowMs: number): RateStatus {
  const resetMs = log?.msUntilEmpty(nowMs) ?? 0;
  const status: RateStatus = {};
  const { requestsPerMinute, tokensPerMinute } = limits;
  if (requestsPerMinute !== undefined) status.requests = bucket(requestsPerMinute, log?.requests ?? 0, resetMs);
  if (tokensPerMinute !== undefined) status.tokens = bucket(tokensPerMinute, log?.tokens ?? 0, resetMs);
  return status;
}

function bucket(limit: number, used: number, resetMs: number): RateBucketStatus {
  return { limit, remaining: Math.max(0, limit - used), resetMs };
}
