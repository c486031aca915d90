import { createScope, runInScope, type Degradation } from '@tradewind/upstream';

export interface ScopeOutcome<T> {
  value: T;
  degraded: Degradation[];
}

/** Runs work as a tenant's request. Default deadline: 20 s. */
export async function asTenant<T>(tenantId: string, work: () => Promise<T>, deadlineMs = 20_000): Promise<T> {
  return (await observed(tenantId, work, deadlineMs)).value;
}

/** The same, and what the scope noted as degraded. */
export async function observed<T>(
  tenantId: string,
  work: () => Promise<T>,
  deadlineMs = 20_000,
): Promise<ScopeOutcome<T>> {
  const scope = createScope({ tenantId, deadlineMs });
  try {
    const value = await runInScope(scope, work);
    return { value, degraded: scope.degraded };
  } finally {
    scope.deadline.dispose();
  }
}
