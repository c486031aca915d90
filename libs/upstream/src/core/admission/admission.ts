import type { Breaker, BreakerTicket } from '../breaker/breaker.js';
import type { Budget } from '../budget/budget.js';
import type { Claim, Companion, CompanionRefusal } from '../budget/claim.js';
import type { Permit } from '../budget/permit.js';
import type { Clock } from '../clock/clock.js';
import type { Deadline } from '../deadline/deadline.js';
import { UpstreamError } from '../errors/upstream-error.js';
import type { Settlement } from '../pipeline/reply.js';
import { quotaError, type RateRefusal } from '../rate/quota-error.js';
import type { RateDecision, RateReservation } from '../rate/rate-limiter.js';
import type { Lane } from '../scope/call-scope.js';
import type { ServerGuard } from './server-guard.js';

/**
 * One step for everything a real call needs: a permit of its budget, an open gate, and the server's request and tokens.
 * Taken apart they cause hold-and-wait; here the rate tokens are taken at the very moment a permit is free, so that whoever waits
 * holds nothing and whoever is refused has consumed nothing.
 *
 * One object per attempt. It ends through exactly one of {@link abandon} and {@link settle}.
 */
export class Admission implements Claim, Companion {
  readonly companion = this;
  #permit: Permit | undefined = undefined;
  #reservation: RateReservation | undefined = undefined;
  #ticket: BreakerTicket | undefined = undefined;

  constructor(
    private readonly budget: Budget,
    private readonly server: ServerGuard,
    /** The breaker whose upstream this call is for. */
    readonly breaker: Breaker,
    private readonly clock: Clock,
    readonly lane: Lane,
    readonly tenantId: string,
    readonly deadline: Deadline,
    /** Tokens it would like to reserve. */
    private readonly tokens: number,
    readonly bytes: number,
    readonly cost: number,
  ) {}

  /** Tokens that were reserved. */
  get reservedTokens(): number {
    return this.#reservation?.tokens ?? 0;
  }

  /** Milliseconds spent waiting for the permit. */
  get waitedMs(): number {
    return this.#permit?.waitedMs ?? 0;
  }

  /** Waits for everything at once. @throws UpstreamError `capacity.*`, `quota.*`, `upstream.rate_limited`, … */
  enter(): undefined | Promise<void> {
    const permit = this.budget.admit(this);
    if (permit instanceof Promise) {
      return permit.then((granted) => {
        this.#permit = granted;
      });
    }
    this.#permit = permit;
    return undefined;
  }

  /** Claims the breaker's leave: the last look before the call is sent. @throws UpstreamError `breaker.open` */
  claimProbe(): void {
    this.#ticket = this.breaker.claim();
  }

  /** Called by the budget at the moment a permit is free. */
  take(): CompanionRefusal | undefined | Promise<CompanionRefusal | undefined> {
    const { server } = this;
    const gateMs = server.gate.waitMs();
    if (gateMs > 0) return new GateRefusal(server, gateMs, this.budget, this.clock);
    if (!server.limited) return undefined;
    const decision = server.limiter.reserve(server.name, server.limits, this.tokens);
    return decision instanceof Promise ? decision.then((late) => this.#decided(late)) : this.#decided(decision);
  }

  /** The caller left while the limiter was being asked. */
  giveBack(): void {
    if (this.#reservation !== undefined) this.server.limiter.refund(this.#reservation);
    this.#reservation = undefined;
  }

  /** Nothing was sent: everything goes back as if it had never been asked for. */
  abandon(): void {
    this.giveBack();
    if (this.#ticket !== undefined) this.breaker.settle(this.#ticket, 'ignored');
    this.#ticket = undefined;
    this.#permit?.release('ignored');
  }

  /** The real call has ended. */
  settle(settlement: Settlement): void {
    const { outcome, usage, retryAfterMs } = settlement;
    const reservation = this.#reservation;
    if (reservation !== undefined) {
      this.#reservation = undefined;
      if (usage === undefined) this.server.limiter.settle(reservation, reservation.tokens, false);
      else this.server.limiter.settle(reservation, usage.inputTokens + usage.outputTokens, usage.exact);
    }
    if (retryAfterMs !== undefined && (outcome === 'throttled' || outcome === 'overloaded')) {
      this.server.gate.closeFor(retryAfterMs);
    }
    this.server.retryBudget.settled(outcome);
    if (this.#ticket !== undefined) this.breaker.settle(this.#ticket, outcome);
    this.#ticket = undefined;
    // Last, because it may start the next call, which must see all of the above.
    this.#permit?.release(outcome);
  }

  #decided(decision: RateDecision): CompanionRefusal | undefined {
    if (!decision.granted) return new QuotaRefusal(this.server, decision, this.tokens, this.clock);
    this.#reservation = decision.reservation;
    return undefined;
  }
}

/** The upstream has asked to be left alone. */
class GateRefusal implements CompanionRefusal {
  constructor(
    private readonly server: ServerGuard,
    readonly waitMs: number,
    private readonly budget: Budget,
    private readonly clock: Clock,
  ) {}

  toError(): UpstreamError {
    const { server, budget } = this;
    const spacingMs = budget.lastServiceMs() / Math.max(1, budget.limit);
    return new UpstreamError('upstream.rate_limited', `${server.name} has asked to be left alone for a while.`, {
      retryAfterMs: server.retrySlots.next(server.name, this.clock.now(), this.waitMs, spacingMs),
      details: { server: server.name },
    });
  }
}

/** The server's own RPM or TPM are used up. */
class QuotaRefusal implements CompanionRefusal {
  constructor(
    private readonly server: ServerGuard,
    private readonly refusal: RateRefusal,
    private readonly tokens: number,
    private readonly clock: Clock,
  ) {}

  get waitMs(): number {
    return this.refusal.retryAfterMs;
  }

  toError(): UpstreamError {
    const { server } = this;
    return quotaError(server.name, this.refusal, server.limits, this.tokens, this.clock.now(), server.retrySlots);
  }
}
