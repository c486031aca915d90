import type { Deadline } from '../deadline/deadline.js';
import type { UpstreamError } from '../errors/upstream-error.js';
import type { CallScope, Lane } from '../scope/call-scope.js';

/** Why a companion could not be had. */
export interface CompanionRefusal {
  /** Milliseconds until it may be had; the caller waits for that if its own bounds allow. */
  readonly waitMs: number;
  /** The refusal for a caller who cannot wait that long. */
  toError(): UpstreamError;
}

/** What must be had in the same step as the permit (rate tokens, an open gate), or neither is taken. */
export interface Companion {
  /** Takes it: undefined when it was had. May answer later, if a store has to be asked; must not reject. */
  take(): CompanionRefusal | undefined | Promise<CompanionRefusal | undefined>;
  /** Gives it back: the caller left while a store was being asked. */
  giveBack(): void;
}

/** Who asks a budget for a permit. Everything defaults to the current scope's. */
export interface AcquireOptions {
  scope?: CallScope;
  /** Bytes held in memory while waiting. Default 0. */
  bytes?: number;
  /** Weight in fair queueing between tenants, above 0. Default 1. */
  cost?: number;
  /** Taken in the same step. */
  companion?: Companion;
}

/** The same, resolved: what the scheduler works with. */
export interface Claim {
  readonly lane: Lane;
  readonly tenantId: string;
  readonly deadline: Deadline;
  readonly bytes: number;
  readonly cost: number;
  readonly companion: Companion | undefined;
}
