import { createScope, runInScope, type CallScope } from '@tradewind/upstream/core';

/** Runs `work` as the request of a tenant would run. */
export function asTenant<T>(tenantId: string, work: () => T, init: Partial<CallScope> = {}): T {
  return runInScope(
    createScope({ requestId: 'req_test', tenantId, appId: 'app_test', deadlineMs: 10_000, ...init }),
    work,
  );
}
