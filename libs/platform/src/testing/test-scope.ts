import { createScope, runInScope, type CallScope } from '@tradewind/upstream/core';

/** Runs `work` as the request of a tenant would run. */
export async function asTenant<T>(
  tenantId: string,
  work: () => T | Promise<T>,
  init: Partial<CallScope> = {},
): Promise<T> {
  const scope = createScope({ requestId: 'req_test', tenantId, appId: 'app_test', deadlineMs: 10_000, ...init });
  try {
    return await runInScope(scope, work);
  } finally {
    scope.deadline.dispose();
  }
}
