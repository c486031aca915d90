import { Cluster } from '../cluster/cluster.js';
import type { MetricsObserver } from './metrics/metrics-observer.js';
import { Upstream } from './upstream.js';
import type { UpstreamOptions } from './upstream-options.js';

/** Puts the registry together with what stands around it: metrics, and Redis when limits are shared. */
export function createUpstream(options: UpstreamOptions, metrics: MetricsObserver): Upstream {
  const cluster = options.cluster === undefined ? undefined : new Cluster(options.cluster);
  const upstream = new Upstream(options, {
    observer: metrics,
    ...(cluster === undefined
      ? {}
      : {
          limiter: cluster.limiter('server'),
          tenantLimiter: cluster.limiter('tenant'),
          share: (budget: string) => cluster.share(budget),
          close: () => cluster.close(),
        }),
  });
  metrics.watch(upstream);
  return upstream;
}
