export { AimdLimit } from './adaptive/aimd-limit.js';
export type { LimitAlgorithm } from './adaptive/limit-algorithm.js';
export { Breaker, type BreakerTicket } from './breaker/breaker.js';
export { Breakers } from './breaker/breakers.js';
export {
  DEFAULT_BREAKER,
  type BreakerOptions,
  type BreakerSnapshot,
  type BreakerState,
} from './breaker/breaker-state.js';
export { Budget } from './budget/budget.js';
export type { BudgetDependencies } from './budget/budget-dependencies.js';
export type { BudgetOptions, LaneOptions, QueueOptions } from './budget/budget-options.js';
export type { AdmissionDecision, BudgetSnapshot } from './budget/budget-snapshot.js';
export type { AcquireOptions, Claim, Companion, CompanionRefusal } from './budget/claim.js';
export type { Permit } from './budget/permit.js';
export type { Clock, Timer } from './clock/clock.js';
export { SystemClock, systemClock } from './clock/system-clock.js';
export { CancellationSource, type AbortListener, type Cancellation } from './deadline/cancellation.js';
export { Deadline, type DeadlineOptions } from './deadline/deadline.js';
export {
  abortError,
  isUpstreamError,
  UPSTREAM_ERROR_CODES,
  UpstreamError,
  type UpstreamErrorCode,
  type UpstreamErrorInit,
} from './errors/upstream-error.js';
export { silentObserver, type CallOutcome, type UpstreamObserver } from './observer/upstream-observer.js';
export type { CallSpan, WorkSpan } from './observer/work-span.js';
export type { Attempt } from './pipeline/attempt.js';
export type { CallSpec } from './pipeline/call-spec.js';
export type { CallTimeouts } from './pipeline/call-timeouts.js';
export { classifyByCode } from './pipeline/classify-by-code.js';
export { Pipeline, type PipelineOptions } from './pipeline/pipeline.js';
export type { TenantQuota } from './admission/tenant-quota.js';
export type { Classify, Outcome, Reply, ReplyListener, Settlement, Verdict } from './pipeline/reply.js';
export {
  ServerGuard,
  type ServerGuardDependencies,
  type ServerGuardOptions,
  type ServerSnapshot,
} from './admission/server-guard.js';
export { InProcessRateLimiter } from './rate/in-process-rate-limiter.js';
export type {
  RateBucketStatus,
  RateDecision,
  RateLimiter,
  RateLimits,
  RateReservation,
  RateStatus,
} from './rate/rate-limiter.js';
export { ServerGate } from './rate/server-gate.js';
export type { TokenEstimate, TokenUsage } from './rate/token-usage.js';
export { DEFAULT_BACKOFF, type BackoffOptions } from './retry/backoff.js';
export { RetryBudget } from './retry/retry-budget.js';
export {
  createScope,
  currentScope,
  findScope,
  runInScope,
  type CallScope,
  type Degradation,
  type Lane,
  type ScopeInit,
  type ScopeUsage,
} from './scope/call-scope.js';
export { degrade } from './scope/degrade.js';
export { withDeadline } from './scope/with-deadline.js';
export type { ShareSource } from './share/share-source.js';
