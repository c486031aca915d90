import { Cluster } from '../cluster/cluster.js';
import { MetricsObserver } from './metrics/metrics-observer.js';
import { Upstream } from './upstream.js';
import type { UpstreamOptions } from './upstream-options.js';

/**
 * The registry with what stands around it: metrics, and Redis when limits are shared. What `UpstreamModule` makes; for programs
 * without Nest. @throws UpstreamError `config.invalid`
 */
export function createUpstream(options: UpstreamOptions, metrics: MetricsObserver = new MetricsObserver()): Upstream {
  const cluster = options.cluster === undefined ? undefined : new Cluster(options.cluster);
  const upstream = new Upstream(options, {
    observer: metrics,
    ...(cluster === undefined
      ? {}
      : {
          limiter: cluster.limiter('server'),
          tenantLimiter: cluster.limiter('tenant'),
          share: (budget: string) => cluster.share(budget),
          clusterUp: () => cluster.link.up,
          close: () => cluster.close(),
        }),
  });
  metrics.watch(upstream);
  return upstream;
}
