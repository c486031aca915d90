import type { UpstreamError } from '../errors/upstream-error.js';
import type { UpstreamObserver } from '../observer/upstream-observer.js';
import type { Lane } from '../scope/call-scope.js';
import type { AdmissionDecision } from './budget-snapshot.js';

/** Counts what a budget decides, and tells its observer. */
export class Decisions {
  readonly #counts: Partial<Record<AdmissionDecision, number>> = {};

  constructor(
    private readonly budget: string,
    private readonly observer: UpstreamObserver,
  ) {}

  made(lane: Lane, decision: AdmissionDecision, waitedMs: number): void {
    this.#counts[decision] = (this.#counts[decision] ?? 0) + 1;
    this.observer.admission(this.budget, lane, decision, waitedMs);
  }

  refused(lane: Lane, error: UpstreamError, waitedMs = 0): UpstreamError {
    this.made(lane, error.code, waitedMs);
    return error;
  }

  counts(): Partial<Record<AdmissionDecision, number>> {
    return { ...this.#counts };
  }
}
