import type { BreakerSnapshot, BudgetSnapshot, RateStatus, ServerGuard } from '../core/index.js';
import type { Backend } from '../providers/backend/backend.js';
import type { ProviderKind } from '../providers/provider-options.js';
import type { Provider } from '../providers/provider.js';
import type { PoolSnapshot } from '../transport/provider-pool.js';

/** What a server is like at this moment. */
export interface GuardedServerSnapshot {
  name: string;
  breakers: BreakerSnapshot[];
  /** Milliseconds for which the server has asked to be left alone; 0 when it has not. */
  gateClosedMs: number;
  rate: RateStatus;
  pool: PoolSnapshot;
}

export interface ProviderSnapshot extends GuardedServerSnapshot {
  kind: ProviderKind;
}

export interface BackendSnapshot extends GuardedServerSnapshot {
  budget: BudgetSnapshot;
}

export interface UpstreamSnapshot {
  /** Present when limits are shared; without Redis in reach this process goes on with its floors. */
  cluster?: { redisUp: boolean };
  /** Of all uses and all plain budgets. */
  budgets: BudgetSnapshot[];
  providers: ProviderSnapshot[];
  backends: BackendSnapshot[];
}

export function providerSnapshot(provider: Provider): ProviderSnapshot {
  return { kind: provider.kind, ...guarded(provider.guard), pool: provider.pool() };
}

export function backendSnapshot(backend: Backend): BackendSnapshot {
  return { ...guarded(backend.guard), pool: backend.pool(), budget: backend.budget.snapshot() };
}

/** Rates are kept elsewhere when they are shared; what was read last stands in until the store has answered. */
const lastRates = new WeakMap<ServerGuard, RateStatus>();

function guarded(guard: ServerGuard): Omit<GuardedServerSnapshot, 'pool'> {
  return {
    name: guard.name,
    breakers: guard.breakers.snapshot(),
    gateClosedMs: guard.gate.waitMs(),
    rate: rateOf(guard),
  };
}

function rateOf(guard: ServerGuard): RateStatus {
  const status = guard.limiter.status(guard.name, guard.limits);
  if (!(status instanceof Promise)) return status;
  void status.then((rate) => lastRates.set(guard, rate));
  return lastRates.get(guard) ?? {};
}
