import type { LiveBreaker, LiveBudget, LiveServer, LiveSnapshot, LiveStore } from '@tradewind/contracts';
import type { BackendSnapshot, GuardedServerSnapshot, UpstreamSnapshot } from '@tradewind/upstream';
import type { BreakerSnapshot, BudgetSnapshot, RateBucketStatus } from '@tradewind/upstream/core';

export interface ProcessState {
  service: string;
  instance: string;
  at: Date;
  uptimeMs: number;
  residentBytes: number;
  postgresql: LiveStore;
}

/** What is told of a process, in the words of the wire. */
export function liveSnapshot(
  process: ProcessState,
  upstream: UpstreamSnapshot,
  database: BudgetSnapshot,
): LiveSnapshot {
  return {
    service: process.service,
    instance: process.instance,
    at: process.at.toISOString(),
    uptime_ms: Math.round(process.uptimeMs),
    resident_bytes: process.residentBytes,
    shared_limits: sharedLimits(upstream),
    stores: { postgresql: process.postgresql, redis: redisOf(upstream) },
    database: budgetOf(database),
    budgets: [...upstream.budgets.map(budgetOf), ...upstream.backends.map(gatewayBudgetOf)],
    servers: [
      ...upstream.providers.map((provider) => serverOf(provider, provider.kind)),
      ...upstream.backends.map((backend) => serverOf(backend, 'gateway')),
    ],
  };
}

function sharedLimits({ cluster }: UpstreamSnapshot): LiveSnapshot['shared_limits'] {
  if (cluster === undefined) return 'in_process';
  return cluster.redisUp ? 'up' : 'down';
}

function redisOf({ cluster }: UpstreamSnapshot): LiveStore {
  return { state: cluster === undefined ? 'unused' : cluster.redisUp ? 'up' : 'down', answered_in_ms: null };
}

function budgetOf(budget: BudgetSnapshot): LiveBudget {
  return {
    name: budget.name,
    limit: budget.limit,
    configured_limit: budget.configuredLimit,
    adaptive_limit: budget.adaptiveLimit ?? null,
    leased_share: budget.leasedShare ?? null,
    in_flight: budget.inFlight,
    in_flight_by_lane: { ...budget.inFlightByLane },
    waiting: budget.waiting,
    max_waiting: budget.maxWaiting,
    max_wait_ms: budget.maxWaitMs,
    waiting_by_lane: { ...budget.waitingByLane },
    waiting_tenants: budget.waitingTenants,
    oldest_wait_ms: Math.round(budget.oldestWaitMs),
    service_ms: budget.serviceMs === undefined ? null : Math.round(budget.serviceMs),
    decisions: { ...budget.decisions },
  };
}

/** A gateway server may have the name of a provider or of a use; its budget says which of them it is. */
function gatewayBudgetOf({ name, budget }: BackendSnapshot): LiveBudget {
  return { ...budgetOf(budget), name: `gateway.${name}` };
}

function serverOf(server: GuardedServerSnapshot, kind: LiveServer['kind']): LiveServer {
  const { origin, maxConnections, connected, busy, free, waiting } = server.pool;
  return {
    name: server.name,
    kind,
    breakers: server.breakers.map(breakerOf),
    gate_closed_ms: Math.round(server.gateClosedMs),
    rate: { requests: bucketOf(server.rate.requests), tokens: bucketOf(server.rate.tokens) },
    pool: { origin, max_connections: maxConnections, connected, busy, free, waiting },
  };
}

function breakerOf(breaker: BreakerSnapshot): LiveBreaker {
  return {
    server: breaker.server,
    model: breaker.model,
    state: breaker.state,
    failures: breaker.failures,
    probes_in_flight: breaker.probesInFlight,
    next_probe_ms: breaker.nextProbeMs === undefined ? null : Math.round(breaker.nextProbeMs),
  };
}

function bucketOf(bucket: RateBucketStatus | undefined): LiveServer['rate']['requests'] {
  if (bucket === undefined) return null;
  return { limit: bucket.limit, remaining: Math.floor(bucket.remaining), reset_ms: Math.round(bucket.resetMs) };
}
