import type { Clock } from '../core/clock/clock.js';
import { createScope, type CallScope, type ScopeInit } from '../core/scope/call-scope.js';

/** A scope on a test's clock: a minute's deadline, tenant `tenant`, request `test`, unless told otherwise. */
export function testScope(clock: Clock, init: Partial<ScopeInit> = {}): CallScope {
  return createScope({ requestId: 'test', tenantId: 'tenant', appId: 'app', deadlineMs: 60_000, clock, ...init });
}
