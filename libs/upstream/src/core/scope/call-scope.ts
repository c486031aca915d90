import { AsyncLocalStorage } from 'node:async_hooks';
import type { Clock } from '../clock/clock.js';
import { Deadline } from '../deadline/deadline.js';
import { UpstreamError } from '../errors/upstream-error.js';
import type { WorkSpan } from '../observer/work-span.js';
import type { TokenUsage } from '../rate/token-usage.js';

/** Which share of a budget a call belongs to: somebody waits for it, or nobody does. */
export type Lane = 'interactive' | 'batch';

/** A stage that was left out or replaced, and why: shown to the caller. */
export interface Degradation {
  stage: string;
  reason: string;
}

/** What the real calls made for a piece of work have consumed so far; a call counts when it has ended. */
export interface ScopeUsage extends TokenUsage {
  /** Real calls, retries included. */
  calls: number;
}

/**
 * What is known about the work in progress. Mutable on purpose: the door binds it, the key guard fills in the tenant.
 * A child scope (see `withDeadline`) shares `degraded` and `usage`.
 */
export interface CallScope {
  requestId: string;
  tenantId: string;
  appId: string;
  /** The API key of the request; absent where the work is nobody's request. */
  keyId?: string;
  lane: Lane;
  deadline: Deadline;
  degraded: Degradation[];
  usage: ScopeUsage;
  /** Families of the permits held around this work (see `Budget.run`); nesting two of a family would deadlock. */
  holding?: readonly string[];
  /** Where calls made for this work are traced; absent while nobody traces. */
  span?: WorkSpan;
}

export type ScopeInit = Partial<CallScope> & {
  /** Milliseconds from now; shortened to what remains of `deadline` when that is given as well. */
  deadlineMs: number;
  /** Cancels the scope's deadline when it aborts (the client left). */
  signal?: AbortSignal;
  clock?: Clock;
};

const storage = new AsyncLocalStorage<CallScope>();

/** The scope of the running work. @throws UpstreamError `scope.missing` outside of one */
export function currentScope(): CallScope {
  const scope = storage.getStore();
  if (scope === undefined) throw new UpstreamError('scope.missing', 'A bounded call was made outside of a call scope.');
  return scope;
}

/** The scope of the running work, if there is one. */
export function findScope(): CallScope | undefined {
  return storage.getStore();
}

/** Runs `work`, and everything it awaits, in `scope`. */
export function runInScope<T>(scope: CallScope, work: () => T): T {
  return storage.run(scope, work);
}

/** Makes a scope; what is not given is `interactive`, nobody's (`anonymous`), and freshly numbered. */
export function createScope(init: ScopeInit): CallScope {
  return {
    requestId: init.requestId ?? crypto.randomUUID(),
    tenantId: init.tenantId ?? 'anonymous',
    appId: init.appId ?? 'anonymous',
    keyId: init.keyId,
    lane: init.lane ?? 'interactive',
    deadline: Deadline.after(init.deadlineMs, { clock: init.clock, parent: init.deadline, signal: init.signal }),
    degraded: init.degraded ?? [],
    usage: init.usage ?? { calls: 0, inputTokens: 0, outputTokens: 0, exact: true },
    holding: init.holding,
    span: init.span,
  };
}
