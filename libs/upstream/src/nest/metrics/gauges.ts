import type { BreakerState, RateBucketStatus } from '../../core/index.js';
import type { GuardedServerSnapshot, UpstreamSnapshot } from '../upstream-snapshot.js';

interface Sample {
  labels: Record<string, string>;
  value: number;
}

interface GaugeDescription {
  name: string;
  help: string;
  labelNames: string[];
  samples(snapshot: UpstreamSnapshot): Sample[];
}

const LANES = ['interactive', 'batch'] as const;
const STATES: Record<BreakerState, number> = { closed: 0, 'half-open': 1, open: 2 };

/** Every gauge as data: what it is called and how it is read from a snapshot. */
export function describeGauges(modelLabel: (model: string) => string): GaugeDescription[] {
  return [
    {
      name: 'upstream_in_flight',
      help: 'Permits in use.',
      labelNames: ['budget', 'lane'],
      samples: (snapshot) =>
        budgets(snapshot).flatMap(({ name, inFlightByLane }) =>
          LANES.map((lane) => ({ labels: { budget: name, lane }, value: inFlightByLane[lane] })),
        ),
    },
    {
      name: 'upstream_waiting',
      help: 'Callers waiting for a permit.',
      labelNames: ['budget', 'lane'],
      samples: (snapshot) =>
        budgets(snapshot).flatMap(({ name, waitingByLane }) =>
          LANES.map((lane) => ({ labels: { budget: name, lane }, value: waitingByLane[lane] })),
        ),
    },
    {
      name: 'upstream_limit',
      help: 'Permits: as configured, and as enforced now (less while an upstream is overloaded or other processes hold the share).',
      labelNames: ['budget', 'kind'],
      samples: (snapshot) =>
        budgets(snapshot).flatMap(({ name, limit, configuredLimit }) => [
          { labels: { budget: name, kind: 'enforced' }, value: limit },
          { labels: { budget: name, kind: 'configured' }, value: configuredLimit },
        ]),
    },
    {
      name: 'upstream_oldest_wait_seconds',
      help: 'Age of the caller that has waited longest.',
      labelNames: ['budget'],
      samples: (snapshot) =>
        budgets(snapshot).map(({ name, oldestWaitMs }) => ({ labels: { budget: name }, value: oldestWaitMs / 1000 })),
    },
    {
      name: 'upstream_breaker_state',
      help: '0 closed, 1 half-open, 2 open.',
      labelNames: ['server', 'model'],
      samples: (snapshot) =>
        servers(snapshot).flatMap(({ breakers }) =>
          breakers.map(({ server, model, state }) => ({
            labels: { server, model: modelLabel(model) },
            value: STATES[state],
          })),
        ),
    },
    {
      name: 'upstream_gate_closed_seconds',
      help: 'For how long the server has asked to be left alone.',
      labelNames: ['server'],
      samples: (snapshot) =>
        servers(snapshot).map(({ name, gateClosedMs }) => ({ labels: { server: name }, value: gateClosedMs / 1000 })),
    },
    {
      name: 'upstream_rate_limit_remaining',
      help: 'What is left of a server’s requests or tokens in the sliding minute.',
      labelNames: ['server', 'kind'],
      samples: (snapshot) =>
        servers(snapshot).flatMap(({ name, rate }) => [
          ...remaining(name, 'requests', rate.requests),
          ...remaining(name, 'tokens', rate.tokens),
        ]),
    },
    {
      name: 'upstream_cluster_up',
      help: '1 while the store of shared limits is in reach; absent when nothing is shared.',
      labelNames: [],
      samples: ({ cluster }) => (cluster === undefined ? [] : [{ labels: {}, value: cluster.redisUp ? 1 : 0 }]),
    },
    {
      name: 'upstream_pool_connections',
      help: 'Connections to a server by state; waiting counts calls without one.',
      labelNames: ['server', 'state'],
      samples: (snapshot) =>
        servers(snapshot).flatMap(({ name, pool }) =>
          (['connected', 'busy', 'free', 'waiting'] as const).map((state) => ({
            labels: { server: name, state },
            value: pool[state],
          })),
        ),
    },
  ];
}

function budgets(snapshot: UpstreamSnapshot) {
  return [...snapshot.budgets, ...snapshot.backends.map(({ budget }) => budget)];
}

function servers(snapshot: UpstreamSnapshot): GuardedServerSnapshot[] {
  return [...snapshot.providers, ...snapshot.backends];
}

function remaining(server: string, kind: string, bucket: RateBucketStatus | undefined): Sample[] {
  return bucket === undefined ? [] : [{ labels: { server, kind }, value: bucket.remaining }];
}
