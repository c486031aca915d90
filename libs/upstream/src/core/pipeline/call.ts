import type { Budget } from '../budget/budget.js';
import type { Breaker } from '../breaker/breaker.js';
import type { Admission } from '../admission/admission.js';
import type { ServerGuard } from '../admission/server-guard.js';
import type { TenantQuota } from '../admission/tenant-quota.js';
import type { Clock } from '../clock/clock.js';
import { UpstreamError } from '../errors/upstream-error.js';
import type { CallOutcome, UpstreamObserver } from '../observer/upstream-observer.js';
import type { CallSpan } from '../observer/work-span.js';
import type { RateReservation } from '../rate/rate-limiter.js';
import type { TokenUsage } from '../rate/token-usage.js';
import type { BackoffOptions } from '../retry/backoff.js';
import type { KeyedRetrySlots } from '../retry/keyed-retry-slots.js';
import { currentScope, type CallScope } from '../scope/call-scope.js';
import { callOutcomeOf } from './call-outcome.js';
import type { CallSpec } from './call-spec.js';
import type { CallTimeouts } from './call-timeouts.js';
import type { Classify, Outcome, Settlement, Verdict } from './reply.js';
import type { RunningAttempt } from './running-attempt.js';

/** What all calls of a pipeline have in common. */
export interface PipelineParts {
  readonly name: string;
  readonly budget: Budget;
  readonly server: ServerGuard;
  readonly timeouts: Readonly<CallTimeouts>;
  readonly classify: Classify;
  readonly maxRetries: number;
  readonly backoff: Readonly<BackoffOptions>;
  readonly quota: TenantQuota | undefined;
  readonly quotaSlots: KeyedRetrySlots;
  readonly observer: UpstreamObserver;
  readonly clock: Clock;
  readonly random: () => number;
}

/** One call on its way through the stages: what they tell each other. */
export class Call<T> {
  readonly scope: CallScope;
  readonly model: string;
  readonly breaker: Breaker;
  readonly maxRetries: number;
  /** Estimated tokens: input and the cap on the output. */
  readonly tokens: number;
  readonly startedMs: number;
  /** Real calls made so far. */
  attempts = 0;
  /** The tenant's own reservation. */
  quota: RateReservation | undefined = undefined;
  /** Of the present attempt. */
  admission: Admission | undefined = undefined;
  attempt: RunningAttempt<T> | undefined = undefined;
  /** What the classifier made of the last attempt, if it was the attempt that failed. */
  verdict: Verdict | undefined = undefined;
  #running = 0;
  #answered = false;
  #closed = false;
  #usedTokens = 0;
  #exact = true;
  readonly #span: CallSpan | undefined;

  constructor(
    readonly parts: PipelineParts,
    readonly spec: CallSpec<T>,
  ) {
    checkSpec(spec);
    this.scope = spec.scope ?? currentScope();
    parts.budget.assertMayAcquire(this.scope);
    this.model = spec.model ?? '';
    this.breaker = parts.server.breakers.of(this.model);
    this.maxRetries =
      spec.idempotent === true
        ? Math.min(spec.maxRetries ?? parts.maxRetries, spec.generation === true ? 1 : Infinity)
        : 0;
    this.tokens = spec.tokens === undefined ? 0 : spec.tokens.input + spec.tokens.maxOutput;
    this.startedMs = parts.clock.now();
    this.#span = this.scope.span?.call({ use: parts.name, server: parts.server.name, model: this.model });
  }

  /** A real call begins. */
  sent(reservedTokens: number): void {
    this.attempts++;
    this.#running++;
    this.#span?.attempt(this.attempts);
    if (reservedTokens > 0) this.parts.observer.tokens(this.parts.name, 'reserved', reservedTokens);
  }

  /** A real call has ended. */
  settled(settlement: Settlement, durationMs: number, reservedTokens: number): void {
    const { observer, name, server } = this.parts;
    const { usage, outcome } = settlement;
    observer.attempt(server.name, this.model, outcome, durationMs);
    this.#span?.settled(outcome, usage);
    const used = usage === undefined ? this.tokens : usage.inputTokens + usage.outputTokens;
    this.#usedTokens += used;
    this.#addToScope(usage);
    if (usage?.exact !== true) this.#exact = false;
    if (used > 0 || reservedTokens > 0) observer.tokens(name, 'settled', used);
    this.#running--;
    this.#closeWhenOver(callOutcomeOfBody(outcome));
  }

  /** The caller has its answer; a body may still be coming. */
  answered(): void {
    this.#answered = true;
    this.#closeWhenOver('ok');
  }

  /** The caller has been told that there is no answer; a real call may still be running. */
  failed(error: unknown): void {
    this.#report(callOutcomeOf(error));
    this.#answered = true;
    this.#closeWhenOver('error');
  }

  /** Without usage the reservation stands here as well. */
  #addToScope(usage: TokenUsage | undefined): void {
    const total = this.scope.usage;
    const { tokens } = this.spec;
    total.calls++;
    if (usage !== undefined) {
      total.inputTokens += usage.inputTokens;
      total.outputTokens += usage.outputTokens;
      if (!usage.exact) total.exact = false;
    } else if (tokens !== undefined) {
      total.inputTokens += tokens.input;
      total.outputTokens += tokens.maxOutput;
      total.exact = false;
    }
  }

  #closeWhenOver(outcome: CallOutcome): void {
    if (!this.#answered || this.#running > 0) return;
    this.#report(outcome);
    this.#settleQuota();
  }

  #report(outcome: CallOutcome): void {
    if (this.#closed) return;
    this.#closed = true;
    this.parts.observer.call(this.parts.name, outcome, this.parts.clock.now() - this.startedMs, this.attempts);
    this.#span?.ended(outcome, this.attempts);
  }

  #settleQuota(): void {
    const reservation = this.quota;
    const limiter = this.parts.quota?.limiter;
    if (reservation === undefined || limiter === undefined) return;
    this.quota = undefined;
    if (this.attempts === 0) limiter.refund(reservation);
    else limiter.settle(reservation, this.#usedTokens, this.#exact);
  }
}

/** Nonsense here would poison the windows and queues of everybody. @throws UpstreamError `config.invalid` */
function checkSpec({ cost, bytes, tokens }: Pick<CallSpec<unknown>, 'cost' | 'bytes' | 'tokens'>): void {
  const sane =
    (cost === undefined || (cost > 0 && Number.isFinite(cost))) &&
    (bytes === undefined || bytes >= 0) &&
    (tokens === undefined ||
      (tokens.input >= 0 && tokens.maxOutput >= 0 && Number.isFinite(tokens.input + tokens.maxOutput)));
  if (!sane)
    throw new UpstreamError('config.invalid', 'A call needs a cost above 0, and bytes and tokens of at least 0.');
}

/** How a call ended whose answer had begun. */
function callOutcomeOfBody(outcome: Outcome): CallOutcome {
  switch (outcome) {
    case 'success':
      return 'ok';
    case 'failed':
      return 'error';
    case 'overloaded':
      return 'timeout';
    case 'throttled':
      return 'rate_limited';
    case 'ignored':
      return 'cancelled';
  }
}
