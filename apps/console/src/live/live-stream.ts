import type { LiveFleet, LiveHistory } from '@tradewind/contracts';
import { failureFrom, type Failure } from '../http/problem.js';
import { requestEvents } from '../http/request.js';

export interface LiveHandlers {
  onFleet: (fleet: LiveFleet) => void;
  onHistory: (history: LiveHistory) => void;
  /** The stream broke; it is opened again after `againInMs`, or not at all without it. */
  onFailure: (failure: Failure, againInMs: number | undefined) => void;
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/** Follows the state of all services until `signal` ends it; comes back after every break, but never with a key that was refused. */
export async function followLive(handlers: LiveHandlers, signal: AbortSignal): Promise<void> {
  let waitMs = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      for await (const { event, data } of requestEvents('/admin/live', { key: 'admin', signal })) {
        waitMs = FIRST_WAIT_MS;
        if (event === 'fleet') handlers.onFleet(JSON.parse(data) as LiveFleet);
        if (event === 'history') handlers.onHistory(JSON.parse(data) as LiveHistory);
      }
    } catch (error) {
      const failure = failureFrom(error);
      if (failure === undefined) return;
      const final = failure.status === 401;
      handlers.onFailure(failure, final ? undefined : waitMs);
      if (final) return;
    }
    await pause(waitMs, signal);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
