import { appErrorOf } from '@tradewind/platform';
import { isUpstreamError } from '@tradewind/upstream';
import { TaskFailure, type FailureCode } from '../tasks/failures.js';
import type { StopReason } from '../tasks/lease-keeper.js';
import { LeaseLost } from '../tasks/task-run.js';
import { isPassing, Postponed } from './obstacles.js';

/** What becomes of a task whose run did not finish. */
export type Verdict =
  | { kind: 'fail'; code: FailureCode }
  /** It was cancelled, or somebody else has it. */
  | { kind: 'leave' }
  | { kind: 'hand_back'; delayMs: number; setback: boolean };

export interface Circumstances {
  /** Why the run was told to stop, when it was. */
  stopped: StopReason | undefined;
  /** Its time was up. */
  expired: boolean;
  /** Runs before this one that ended without any progress. */
  setbacks: number;
  /** The task is older than tasks may become. */
  tooOld: boolean;
}

/** An upstream that does not say when to come back is asked again after this. */
const UPSTREAM_DELAY_MS = 2_000;
const BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 60_000;
/** Failures of the storage that may pass by themselves, and how often a run is tried for them. */
const PASSING_SOURCE_FAILURES: ReadonlySet<FailureCode> = new Set(['source.unreachable', 'source.timeout']);
const MAX_SOURCE_TRIES = 3;
const MAX_UNEXPECTED_TRIES = 5;

/** Decides by the cause, the strongest first: what we were told, then the task's own limits, then what went wrong. */
export function verdictOf(error: unknown, circumstances: Circumstances): Verdict {
  const { stopped, expired, setbacks, tooOld } = circumstances;
  if (stopped === 'lease_lost' || error instanceof LeaseLost) return { kind: 'leave' };
  if (stopped === 'shutdown') return { kind: 'hand_back', delayMs: 0, setback: false };
  if (expired) return { kind: 'fail', code: 'task.timeout' };
  if (error instanceof Postponed) return { kind: 'hand_back', delayMs: error.delayMs, setback: false };
  if (error instanceof TaskFailure) {
    const again = PASSING_SOURCE_FAILURES.has(error.code) && setbacks + 1 < MAX_SOURCE_TRIES;
    return again ? backOff(setbacks) : { kind: 'fail', code: error.code };
  }
  if (isUpstreamError(error)) return verdictOfUpstream(error, tooOld);
  if (isDatabaseAway(error)) return { kind: 'hand_back', delayMs: UPSTREAM_DELAY_MS, setback: false };
  return setbacks + 1 < MAX_UNEXPECTED_TRIES ? backOff(setbacks) : { kind: 'fail', code: 'task.internal_error' };
}

function verdictOfUpstream(error: unknown, tooOld: boolean): Verdict {
  if (!isPassing(error)) return { kind: 'fail', code: 'upstream.rejected' };
  if (tooOld) return { kind: 'fail', code: 'upstream.unavailable' };
  const askedMs = isUpstreamError(error) ? (error.retryAfterMs ?? 0) : 0;
  return { kind: 'hand_back', delayMs: Math.max(askedMs, UPSTREAM_DELAY_MS), setback: false };
}

function isDatabaseAway(error: unknown): boolean {
  return appErrorOf(error).code.startsWith('database.');
}

function backOff(setbacks: number): Verdict {
  return { kind: 'hand_back', delayMs: Math.min(MAX_BACKOFF_MS, BACKOFF_MS * 2 ** setbacks), setback: true };
}
