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
  reserve(call: Pick<CallRecord, 'scope' | 'settings'>, tokens: number): KeyReservation | Promise<KeyReservation> {
    const rules = rulesOf(call);
    const taken: Taken[] = [];
    for (const rule of rules) {
      const decision = this.ask(rule, tokens);
      if (decision instanceof Promise) return this.reserveLater(rules, decision, taken, tokens);
      this.take(rule, decision, taken, tokens);
    }
    return new Reservation(this.limiter, taken);
  }

  /** Where the counts are elsewhere. @param next what was asked for the first rule of which nothing is taken yet */
  private async reserveLater(
    rules: readonly Rule[],
    next: Promise<RateDecision>,
    taken: Taken[],
    tokens: number,
  ): Promise<KeyReservation> {
    let decision: RateDecision | Promise<RateDecision> = next;
    for (const rule of rules.slice(taken.length)) {
      this.take(rule, await decision, taken, tokens);
      const following = rules[taken.length];
      if (following !== undefined) decision = this.ask(following, tokens);
    }
    return new Reservation(this.limiter, taken);
  }

  private ask(rule: Rule, tokens: number): RateDecision | Promise<RateDecision> {
    return this.limiter.reserve(`gateway:${rule.whose}:${rule.name}`, rule.limits, tokens);
  }

  private take(rule: Rule, decision: RateDecision, taken: Taken[], tokens: number): void {
    if (decision.granted) {
      taken.push(decision);
      return;
    }
    for (const { reservation } of taken) this.limiter.refund(reservation);
    throw refusal(rule, decision, tokens);
  }
}

type Taken = Extract<RateDecision, { granted: true }>;

function rulesOf({ scope, settings }: Pick<CallRecord, 'scope' | 'settings'>): Rule[] {
  const { appId, keyId = appId } = scope;
  const rules: Rule[] = [{ whose: 'key', name: keyId, limits: settings.keyRates(keyId) }];
  const rates = settings.app(appId)?.rates;
  if (rates?.requestsPerMinute ?? rates?.tokensPerMinute) rules.push({ whose: 'app', name: appId, limits: rates });
  return rules;
}

function refusal({ whose, limits }: Rule, decision: Exclude<RateDecision, Taken>, tokens: number): AppError {
  const what = decision.code === 'quota.requests' ? 'requests' : 'tokens';
  const { tokensPerMinute = Infinity } = limits;
  const tooLarge = what === 'tokens' && tokens > tokensPerMinute;
  return new AppError({
    code: decision.code,
    status: 429,
    detail: tooLarge
      ? `This call may use ${Math.ceil(tokens).toLocaleString('en')} tokens, more than the ${tokensPerMinute.toLocaleString('en')} per minute of this ${whose}: it is let in only after a minute without other calls. Send a smaller max_tokens or a shorter prompt.`
      : `This ${whose}'s limit of ${what} per minute is reached. Try again later.`,
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
