import { Breakers } from '../breaker/breakers.js';
import type { BreakerOptions, BreakerSnapshot } from '../breaker/breaker-state.js';
import type { Clock } from '../clock/clock.js';
import { systemClock } from '../clock/system-clock.js';
import { silentObserver, type UpstreamObserver } from '../observer/upstream-observer.js';
import { InProcessRateLimiter } from '../rate/in-process-rate-limiter.js';
import type { RateLimiter, RateLimits, RateStatus } from '../rate/rate-limiter.js';
import { ServerGate } from '../rate/server-gate.js';
import { KeyedRetrySlots } from '../retry/keyed-retry-slots.js';
import { RetryBudget } from '../retry/retry-budget.js';

export interface ServerGuardOptions {
  breaker?: Partial<BreakerOptions>;
  /** RPM and TPM of this server; default none. */
  limits?: RateLimits;
}

export interface ServerGuardDependencies {
  clock?: Clock;
  observer?: UpstreamObserver;
  /** Default: in process. */
  limiter?: RateLimiter;
}

export interface ServerSnapshot {
  name: string;
  breakers: BreakerSnapshot[];
  /** Milliseconds for which the server has asked to be left alone; 0 when it has not. */
  gateClosedMs: number;
  rate: RateStatus;
}

/** What all uses of one backend server have in common: its breakers, its gate, its rate limits and its retry budget. */
export class ServerGuard {
  readonly breakers: Breakers;
  readonly gate: ServerGate;
  readonly limiter: RateLimiter;
  readonly retryBudget = new RetryBudget();
  readonly retrySlots = new KeyedRetrySlots();
  #limits: RateLimits;

  constructor(
    readonly name: string,
    options: ServerGuardOptions = {},
    dependencies: ServerGuardDependencies = {},
  ) {
    const clock = dependencies.clock ?? systemClock;
    this.breakers = new Breakers(name, options.breaker, clock, dependencies.observer ?? silentObserver);
    this.gate = new ServerGate(clock);
    this.limiter = dependencies.limiter ?? new InProcessRateLimiter(clock);
    this.#limits = options.limits ?? {};
  }

  /** False when it has no rate limits at all, so that nothing need be counted. */
  get limited(): boolean {
    return this.#limits.requestsPerMinute !== undefined || this.#limits.tokensPerMinute !== undefined;
  }

  get limits(): RateLimits {
    return this.#limits;
  }

  /** Takes effect from the next decision on. */
  reconfigure(options: ServerGuardOptions): void {
    this.breakers.reconfigure(options.breaker);
    this.#limits = options.limits ?? {};
  }

  async snapshot(): Promise<ServerSnapshot> {
    return {
      name: this.name,
      breakers: this.breakers.snapshot(),
      gateClosedMs: this.gate.waitMs(),
      rate: await this.limiter.status(this.name, this.#limits),
    };
  }
}
