import type { LiveBudget, LiveServer, LiveSnapshot } from '@tradewind/contracts';

/** From calm to bad; what is shown first and in which colour. */
export const PRESSURES = ['calm', 'busy', 'full', 'overloaded'] as const;
export type Pressure = (typeof PRESSURES)[number];

/** Share of the limit from which a budget is called busy. */
const BUSY_RATIO = 0.7;

/** How hard pressed a budget is, given what it has refused lately. */
export function budgetPressure(budget: LiveBudget, refusedLately: number): Pressure {
  if (refusedLately > 0) return 'overloaded';
  if (budget.waiting > 0 || (budget.limit > 0 && budget.in_flight >= budget.limit)) return 'full';
  return budget.in_flight >= budget.limit * BUSY_RATIO && budget.in_flight > 0 ? 'busy' : 'calm';
}

/** How a server is: an open breaker or a closed gate keeps calls away from it, a probe or a spent rate is near to that. */
export function serverPressure(server: LiveServer): Pressure {
  if (server.gate_closed_ms > 0 || server.breakers.some(({ state }) => state === 'open')) return 'overloaded';
  const spent = [server.rate.requests, server.rate.tokens].some((bucket) => bucket !== null && bucket.remaining <= 0);
  if (spent || server.pool.waiting > 0 || server.breakers.some(({ state }) => state === 'half-open')) return 'full';
  return server.breakers.some(({ failures }) => failures > 0) ? 'busy' : 'calm';
}

export function worst(pressures: Iterable<Pressure>): Pressure {
  let index = 0;
  for (const pressure of pressures) index = Math.max(index, PRESSURES.indexOf(pressure));
  return PRESSURES[index] ?? 'calm';
}

/** How hard pressed a process is: as its most pressed part, and no better than its stores. */
export function replicaPressure(snapshot: LiveSnapshot, refusedLately: ReadonlyMap<string, number>): Pressure {
  if (snapshot.stores.postgresql.state === 'down' || snapshot.stores.redis.state === 'down') return 'overloaded';
  const budgets = [...snapshot.budgets, snapshot.database];
  return worst([
    ...budgets.map((budget) => budgetPressure(budget, refusedLately.get(budget.name) ?? 0)),
    ...snapshot.servers.map(serverPressure),
  ]);
}

/** Why the enforced limit is below the configured one; undefined when it is not. */
export function loweredBy(budget: LiveBudget): 'adaptive' | 'lease' | undefined {
  if (budget.limit >= budget.configured_limit) return undefined;
  return budget.adaptive_limit !== null && budget.adaptive_limit <= budget.limit ? 'adaptive' : 'lease';
}
