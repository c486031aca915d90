import type { Clock } from '../clock/clock.js';
import { UpstreamError } from '../errors/upstream-error.js';
import type { UpstreamObserver } from '../observer/upstream-observer.js';
import { Breaker } from './breaker.js';
import { DEFAULT_BREAKER, type BreakerOptions, type BreakerSnapshot } from './breaker-state.js';

/** Models come from callers: more breakers than this are not remembered at once. */
const MAX_MODELS = 1000;
const OTHER_MODELS = '(other)';

/** The breakers of one backend server, one per model, made on first use. */
export class Breakers {
  readonly #byModel = new Map<string, Breaker>();
  readonly #listeners = new Set<(breaker: Breaker) => void>();
  readonly #opened = (breaker: Breaker): void => {
    for (const listener of this.#listeners) listener(breaker);
  };
  #options: Readonly<BreakerOptions>;

  constructor(
    private readonly server: string,
    options: Partial<BreakerOptions> | undefined,
    private readonly clock: Clock,
    private readonly observer: UpstreamObserver,
  ) {
    this.#options = checked(server, options);
  }

  of(model: string): Breaker {
    let breaker = this.#byModel.get(model);
    if (breaker === undefined) {
      if (this.#byModel.size >= MAX_MODELS) this.#forgetPristine();
      // Still too many: whoever sends ever new failing model names shares one breaker.
      if (this.#byModel.size >= MAX_MODELS && model !== OTHER_MODELS) return this.of(OTHER_MODELS);
      breaker = new Breaker(this.server, model, this.#options, this.clock, this.observer, this.#opened);
      this.#byModel.set(model, breaker);
    }
    return breaker;
  }

  /** Calls `listener` whenever one of them opens; returns how to stop. */
  onOpen(listener: (breaker: Breaker) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  reconfigure(options: Partial<BreakerOptions> | undefined): void {
    this.#options = checked(this.server, options);
    for (const breaker of this.#byModel.values()) breaker.reconfigure(this.#options);
  }

  snapshot(): BreakerSnapshot[] {
    return Array.from(this.#byModel.values(), (breaker) => breaker.snapshot());
  }

  #forgetPristine(): void {
    for (const [model, breaker] of this.#byModel) if (breaker.pristine) this.#byModel.delete(model);
  }
}

function checked(server: string, options: Partial<BreakerOptions> | undefined): Readonly<BreakerOptions> {
  const merged = { ...DEFAULT_BREAKER, ...options };
  const valid =
    Number.isSafeInteger(merged.failures) &&
    merged.failures >= 1 &&
    Number.isSafeInteger(merged.probes) &&
    merged.probes >= 1 &&
    Number.isFinite(merged.openMs) &&
    merged.openMs >= 0;
  if (!valid) {
    throw new UpstreamError(
      'config.invalid',
      `Breaker of "${server}": failures and probes must be whole numbers ≥ 1, openMs a number ≥ 0.`,
    );
  }
  return merged;
}
