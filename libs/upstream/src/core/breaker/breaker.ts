import type { Clock } from '../clock/clock.js';
import { UpstreamError } from '../errors/upstream-error.js';
import type { UpstreamObserver } from '../observer/upstream-observer.js';
import type { Outcome } from '../pipeline/reply.js';
import type { BreakerOptions, BreakerSnapshot, BreakerState } from './breaker-state.js';

/** Names the state in which a call was let through; a result that comes back under another is stale. */
export type BreakerTicket = number;

/** While half-open with all probes under way nobody knows when the next may go; this soon is honest enough. */
const PROBE_WAIT_MS = 1000;

type State =
  { name: 'closed'; failures: number } | { name: 'open'; untilMs: number } | { name: 'half-open'; probes: number };

/**
 * Stops calls to an upstream that keeps failing: after `failures` in a row everything is refused for `openMs`, then up to
 * `probes` calls at a time find out whether it has recovered; the first good one closes it, a bad one opens it again.
 *
 * Each change of state is a new generation. A call claims a ticket of the generation it starts in, and its result only
 * counts in that generation, so that a slow call of yesterday can neither open nor close today's breaker.
 */
export class Breaker {
  #state: State = { name: 'closed', failures: 0 };
  #generation = 0;

  constructor(
    readonly server: string,
    readonly model: string,
    private options: Readonly<BreakerOptions>,
    private readonly clock: Clock,
    private readonly observer: UpstreamObserver,
    /** Told when it opens, so that those who already wait for this upstream need not. */
    private readonly onOpen: (breaker: Breaker) => void,
  ) {}

  /** What `claim` would answer, without claiming: undefined, or the refusal with the time of the next probe. */
  peek(): UpstreamError | undefined {
    const state = this.#state;
    switch (state.name) {
      case 'closed':
        return undefined;
      case 'open': {
        const waitMs = state.untilMs - this.clock.now();
        return waitMs > 0 ? this.#refusal(waitMs) : undefined;
      }
      case 'half-open':
        return state.probes < this.options.probes
          ? undefined
          : this.#refusal(Math.min(PROBE_WAIT_MS, this.options.openMs));
    }
  }

  /** The refusal of those who waited while it opened. */
  refusal(): UpstreamError {
    return this.peek() ?? this.#refusal(PROBE_WAIT_MS);
  }

  /** Lets one call through, or throws. The ticket must come back through {@link settle} exactly once. @throws UpstreamError `breaker.open` */
  claim(): BreakerTicket {
    const refusal = this.peek();
    if (refusal !== undefined) throw refusal;
    if (this.#state.name === 'open') this.#enter({ name: 'half-open', probes: 0 });
    if (this.#state.name === 'half-open') this.#state.probes++;
    return this.#generation;
  }

  /** The call of `ticket` has ended. `throttled` and `ignored` give a probe's place back and prove nothing. */
  settle(ticket: BreakerTicket, outcome: Outcome): void {
    if (ticket !== this.#generation) return;
    const bad = outcome === 'failed' || outcome === 'overloaded';
    const state = this.#state;
    switch (state.name) {
      case 'closed':
        if (outcome === 'success') state.failures = 0;
        else if (bad && ++state.failures >= this.options.failures) this.#open();
        return;
      case 'half-open':
        state.probes--;
        if (outcome === 'success') this.#enter({ name: 'closed', failures: 0 });
        else if (bad) this.#open();
        return;
      case 'open':
        // No ticket carries the generation of an open breaker: a claim begins the next one.
        return;
    }
  }

  /** Takes effect from the next decision on; an open breaker keeps the time it was given. */
  reconfigure(options: Readonly<BreakerOptions>): void {
    this.options = options;
  }

  get state(): BreakerState {
    return this.#state.name;
  }

  /** True when it holds nothing worth remembering. */
  get pristine(): boolean {
    return this.#state.name === 'closed' && this.#state.failures === 0;
  }

  snapshot(): BreakerSnapshot {
    const state = this.#state;
    return {
      server: this.server,
      model: this.model,
      state: state.name,
      failures: state.name === 'closed' ? state.failures : 0,
      probesInFlight: state.name === 'half-open' ? state.probes : 0,
      ...(state.name === 'open' ? { nextProbeMs: Math.max(0, state.untilMs - this.clock.now()) } : {}),
    };
  }

  #open(): void {
    this.#enter({ name: 'open', untilMs: this.clock.now() + this.options.openMs });
    this.onOpen(this);
  }

  #enter(state: State): void {
    this.#state = state;
    this.#generation++;
    this.observer.breaker(this.server, this.model, state.name);
  }

  #refusal(retryAfterMs: number): UpstreamError {
    return new UpstreamError('breaker.open', `${this.server} keeps failing and is left alone for now.`, {
      retryAfterMs,
      details: { server: this.server, model: this.model },
    });
  }
}
