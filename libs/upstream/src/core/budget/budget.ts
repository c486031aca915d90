import type { LimitAlgorithm } from '../adaptive/limit-algorithm.js';
import type { Clock } from '../clock/clock.js';
import { UpstreamError } from '../errors/upstream-error.js';
import type { UpstreamObserver } from '../observer/upstream-observer.js';
import type { CallScope } from '../scope/call-scope.js';
import type { ShareSource } from '../share/share-source.js';
import type { BudgetOptions } from './budget-options.js';
import type { BudgetSnapshot } from './budget-snapshot.js';
import type { AcquireOptions } from './claim.js';
import type { Permit } from './permit.js';

export interface BudgetDependencies {
  clock?: Clock;
  observer?: UpstreamObserver;
  /** Lowers the limit below the configured one while the upstream is overloaded. Default: none. */
  adaptive?: LimitAlgorithm;
  /** This process's leased share of a limit in common. Default: none. */
  share?: ShareSource;
}

/** Permits for one downstream and use, with a bounded, fair queue before them. */
export class Budget {
  constructor(
    readonly name: string,
    options: BudgetOptions,
    dependencies: BudgetDependencies = {},
  ) {
    void options;
    void dependencies;
  }

  /** Runs `work` holding a permit, which is given back when `work` has settled. @throws UpstreamError `capacity.*`, `deadline.exceeded`, `call.cancelled` */
  run<T>(_work: (permit: Permit) => Promise<T>, _options?: { scope?: CallScope }): Promise<T> {
    return Promise.reject(new UpstreamError('config.invalid', this.name));
  }

  /** Waits for a permit; release it once the real call has ended. */
  acquire(_options?: AcquireOptions): Promise<Permit> {
    return Promise.reject(new UpstreamError('config.invalid', this.name));
  }

  /** What `acquire` would refuse with right now, without taking anything; undefined when it would admit or queue. */
  wouldRefuse(_options?: AcquireOptions): UpstreamError | undefined {
    return undefined;
  }

  /** Takes effect at once: lowering drains and revokes nothing, raising wakes those who wait. @throws UpstreamError `config.invalid` */
  reconfigure(options: BudgetOptions): void {
    void options;
  }

  snapshot(): BudgetSnapshot {
    throw new UpstreamError('config.invalid', this.name);
  }

  /** Permits this process could use: in flight and waiting. What a cluster sizes leases by. */
  demand(): number {
    return 0;
  }

  /** Refuses everybody who waits, and stops listening to its share. Permits out stay valid. */
  close(): void {
    void 0;
  }
}
