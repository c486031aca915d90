import { InProcessRateLimiter, systemClock } from '../core/index.js';
import type { MetricsObserver } from './metrics/metrics-observer.js';
import { Upstream } from './upstream.js';
import type { UpstreamOptions } from './upstream-options.js';

/** Puts the registry together with what stands around it: metrics, and one limiter for all servers. */
export function createUpstream(options: UpstreamOptions, metrics: MetricsObserver): Upstream {
  const upstream = new Upstream(options, { observer: metrics, limiter: new InProcessRateLimiter(systemClock) });
  metrics.watch(upstream);
  return upstream;
}
