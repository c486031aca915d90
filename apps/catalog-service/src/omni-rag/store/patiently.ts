import { setTimeout as sleep } from 'node:timers/promises';
import { currentScope, isUpstreamError } from '@tradewind/upstream';

/** About a minute in all: longer than any jam, shorter than a task. */
const MAX_TRIES = 40;
const MIN_WAIT_MS = 100;
const MAX_WAIT_MS = 2_000;

/**
 * Runs bounded work (a transaction, an upstream call) that may be refused because others come first, and tries again when it is.
 * What was refused has not begun, so trying again is safe; giving up would send a whole task back over a moment's jam.
 *
 * @throws UpstreamError the last refusal, when it lasts; whatever else the work throws.
 */
export async function patiently<T>(
  work: () => Promise<T>,
  wait: (ms: number) => Promise<void> = waitInScope,
): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= MAX_TRIES || !isUpstreamError(error) || !error.code.startsWith('capacity.')) throw error;
      await wait(Math.min(MAX_WAIT_MS, Math.max(MIN_WAIT_MS, error.retryAfterMs ?? 0)));
    }
  }
}

async function waitInScope(ms: number): Promise<void> {
  const { deadline } = currentScope();
  try {
    await sleep(ms, undefined, { signal: deadline.signal });
  } catch {
    throw deadline.reason;
  }
}
