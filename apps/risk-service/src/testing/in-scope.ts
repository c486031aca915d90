import { type CallScope, createScope, runInScope, type ScopeInit } from '@tradewind/upstream';

/** Runs work as a request of tenant `tnt_1` would. */
export function inScope<T>(work: (scope: CallScope) => Promise<T>, init: Partial<ScopeInit> = {}): Promise<T> {
  const scope = createScope({ tenantId: 'tnt_1', appId: 'app_1', deadlineMs: 20_000, ...init });
  return runInScope(scope, () => work(scope)).finally(() => {
    scope.deadline.dispose();
  });
}
