import type { Lane } from '../scope/call-scope.js';
import type { UpstreamErrorCode } from '../errors/upstream-error.js';

/** What admission decided: admitted (at once or after a wait), or the code of the refusal. */
export type AdmissionDecision = 'admitted' | 'admitted_after_wait' | UpstreamErrorCode;

/** One budget at one moment; plain data for metrics and the console. */
export interface BudgetSnapshot {
  name: string;
  /** The number enforced now: the least of configured, adaptive and leased. */
  limit: number;
  configuredLimit: number;
  /** Present when the limit adapts to the upstream. */
  adaptiveLimit?: number;
  /** Present when the limit is shared with other processes: this one's leased share. */
  leasedShare?: number;
  /** Real calls in flight; may exceed `limit` for as long as a lowered limit drains. */
  inFlight: number;
  inFlightByLane: Record<Lane, number>;
  waiting: number;
  /** Callers that may wait at most. */
  maxWaiting: number;
  /** Longest wait, in milliseconds. */
  maxWaitMs: number;
  waitingByLane: Record<Lane, number>;
  waitingBytes: number;
  /** Tenants with at least one waiting caller. */
  waitingTenants: number;
  /** Age of the oldest waiting caller, 0 without one. */
  oldestWaitMs: number;
  /** Typical duration of a successful call; absent until known. */
  serviceMs?: number;
  /** Decisions since the start. */
  decisions: Partial<Record<AdmissionDecision, number>>;
}
