import { createScope, createUpstream, isUpstreamError, MetricsObserver, runInScope } from '../../src/index.js';
import { FLEET_USE, type FleetWorkerOptions } from './fleet-protocol.js';

/** One process of a fleet: `callers` that call again as soon as they are answered, until the process ends. */
const { redisUrl, prefix, stubUrl, callers, limit, maxReplicas, leaseMs, heartbeatMs } = JSON.parse(
  process.argv[2] ?? '{}',
) as FleetWorkerOptions;

const upstream = createUpstream(
  {
    providers: { web: { kind: 'search', preset: 'serper', baseUrl: stubUrl } },
    uses: {
      [FLEET_USE]: { provider: 'web', limit, queue: { maxWaiting: 200, maxWaitMs: 60_000, mode: 'reject-newest' } },
    },
    cluster: { redisUrl, prefix, maxReplicas, sharedLimits: { [FLEET_USE]: limit }, leaseMs, heartbeatMs },
  },
  new MetricsObserver(),
);

async function call(): Promise<void> {
  const scope = createScope({ deadlineMs: 60_000 });
  try {
    await runInScope(scope, () => upstream.search(FLEET_USE).search({ query: 'x' }));
  } catch (error) {
    if (!isUpstreamError(error)) throw error;
    await new Promise((resolve) => setTimeout(resolve, 20));
  } finally {
    scope.deadline.dispose();
  }
}

async function caller(): Promise<never> {
  for (;;) await call();
}

function add(count: number): void {
  for (let index = 0; index < count; index++) void caller();
}

process.on('message', add);
process.once('disconnect', () => process.exit());
add(callers);
process.send?.('ready');
