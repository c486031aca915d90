import type { LimitAlgorithm } from '../adaptive/limit-algorithm.js';
import type { Clock } from '../clock/clock.js';
import type { UpstreamObserver } from '../observer/upstream-observer.js';
import type { ShareSource } from '../share/share-source.js';

export interface BudgetDependencies {
  clock?: Clock;
  observer?: UpstreamObserver;
  /** Lowers the limit below the configured one while the upstream is overloaded. Default: none. */
  adaptive?: LimitAlgorithm;
  /** This process's leased share of a limit in common. Default: none. */
  share?: ShareSource;
}
