import { AppError } from '@tradewind/platform';
import type { RateDecision, RateLimiter, RateLimits, RateReservation, RateStatus } from '@tradewind/upstream';
import type { CallRecord } from '../calls/call-record.js';
import { rateLimitHeaders, tightestStatus } from './rate-headers.js';

/** One call's share of the limits of its key and its app. */
export interface KeyReservation {
  readonly status: RateStatus;
  /** Replaces the reserved tokens with what was used. An estimate may charge more but never gives back. */
  settle(usedTokens: number, exact: boolean): void;
  /** Gives everything back: nothing was ever sent. */
  refund(): void;
}

interface Rule {
  readonly whose: 'key' | 'app';
  readonly name: string;
  readonly limits: RateLimits;
}

/** Requests and tokens per minute of each key, and of an app's keys together where the app has rates of its own. */
export class KeyLimits {
  constructor(private readonly limiter: RateLimiter) {}

  /**
   * Takes one request and its tokens of every rule, or nothing of any.
   * @throws AppError 429 `quota.requests` or `quota.tokens` with the time after which this very call would fit
   */
  async reserve(call: Pick<CallRecord, 'scope' | 'settings'>, tokens: number): Promise<KeyReservation> {
    const taken: Taken[] = [];
    for (const rule of rulesOf(call)) {
      const decision = await this.limiter.reserve(`gateway:${rule.whose}:${rule.name}`, rule.limits, tokens);
      if (decision.granted) {
        taken.push(decision);
        continue;
      }
      for (const { reservation } of taken) this.limiter.refund(reservation);
      throw refusal(rule, decision);
    }
    return new Reservation(this.limiter, taken);
  }
}

type Taken = Extract<RateDecision, { granted: true }>;

function* rulesOf({ scope, settings }: Pick<CallRecord, 'scope' | 'settings'>): Generator<Rule, void, undefined> {
  const { appId, keyId = appId } = scope;
  yield { whose: 'key', name: keyId, limits: settings.keyRates(keyId) };
  const rates = settings.app(appId)?.rates;
  if (rates?.requestsPerMinute ?? rates?.tokensPerMinute) yield { whose: 'app', name: appId, limits: rates };
}

function refusal({ whose }: Rule, decision: Exclude<RateDecision, Taken>): AppError {
  const what = decision.code === 'quota.requests' ? 'requests' : 'tokens';
  return new AppError({
    code: decision.code,
    status: 429,
    detail: `This ${whose}'s limit of ${what} per minute is reached. Try again later.`,
    retryAfterMs: decision.retryAfterMs,
    headers: rateLimitHeaders([decision.status]),
  });
}

class Reservation implements KeyReservation {
  private readonly reservations: readonly RateReservation[];
  readonly status: RateStatus;

  constructor(
    private readonly limiter: RateLimiter,
    taken: readonly Taken[],
  ) {
    this.reservations = taken.map(({ reservation }) => reservation);
    this.status = tightestStatus(taken.map(({ status }) => status));
  }

  settle(usedTokens: number, exact: boolean): void {
    for (const reservation of this.reservations) this.limiter.settle(reservation, usedTokens, exact);
  }

  refund(): void {
    for (const reservation of this.reservations) this.limiter.refund(reservation);
  }
}
