import type { LiveBudget, LiveServer, LiveSnapshot } from '@tradewind/contracts';

/** For tests. */
export function aBudget(fields: Partial<LiveBudget> = {}): LiveBudget {
  const limit = fields.limit ?? 4;
  return {
    name: 'shadow-hunter.llm',
    limit,
    configured_limit: limit,
    adaptive_limit: null,
    leased_share: null,
    in_flight: 0,
    in_flight_by_lane: { interactive: 0, batch: 0 },
    waiting: 0,
    max_waiting: 50,
    max_wait_ms: 10_000,
    waiting_by_lane: { interactive: 0, batch: 0 },
    waiting_tenants: 0,
    oldest_wait_ms: 0,
    service_ms: null,
    decisions: {},
    ...fields,
  };
}

/** For tests. */
export function aServer(fields: Partial<LiveServer> = {}): LiveServer {
  return {
    name: 'llm',
    kind: 'llm',
    breakers: [],
    gate_closed_ms: 0,
    rate: { requests: null, tokens: null },
    pool: { origin: 'http://h', max_connections: 100, connected: 0, busy: 0, free: 0, waiting: 0 },
    ...fields,
  };
}

/** For tests. */
export function aSnapshot(at: string, budgets: LiveBudget[], instance = 'host:1'): LiveSnapshot {
  return {
    service: 'risk-service',
    instance,
    at,
    uptime_ms: 1_000,
    resident_bytes: 1,
    shared_limits: 'in_process',
    stores: { postgresql: { state: 'up', answered_in_ms: 0.5 }, redis: { state: 'unused', answered_in_ms: null } },
    database: aBudget({ name: 'database' }),
    budgets,
    servers: [],
  };
}
