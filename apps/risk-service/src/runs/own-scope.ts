import { type CallScope, createScope, currentScope } from '@tradewind/upstream';

/**
 * A scope like the caller's, with what is left of its time, that does not end when the caller leaves. Whoever makes it disposes of its
 * deadline.
 */
export function ownScope(atLeastMs = 0): CallScope {
  const { requestId, tenantId, appId, lane, deadline, degraded, usage, holding } = currentScope();
  return createScope({
    ...{ requestId, tenantId, appId, lane, degraded, usage, holding },
    deadlineMs: Math.max(atLeastMs, deadline.remainingMs()),
    clock: deadline.clock,
  });
}
