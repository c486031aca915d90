import { setTimeout as delay } from 'node:timers/promises';
import type { Deadline } from '@tradewind/upstream/core';
import { cancelTarget, sendCancelRequest } from './cancel-request.js';
import { databaseErrorCode } from './database-errors.js';

/** Between requests: what the cancelled work begins next, in the instant before it notices, is cancelled as well. */
const REPEAT_MS = 20;
const CANCELLED = '57014';
const TRANSACTION_ABORTED = '25P02';

/**
 * Runs `work` on a connection; when the deadline ends first (its time is over, or the client left) PostgreSQL is told to stop the
 * statement it is at, until `work` has settled. Settles only when no request to cancel is under way any more: the connection can be
 * used for something else at once.
 *
 * @throws the deadline's own reason when that is why a statement was stopped
 */
export async function cancellable<T>(connection: unknown, deadline: Deadline, work: () => Promise<T>): Promise<T> {
  const target = cancelTarget(connection);
  if (target === undefined) return work();
  let settled = false;
  let cancelling: Promise<void> | undefined;
  const repeat = async (): Promise<void> => {
    while (!settled) {
      await sendCancelRequest(target);
      if (!settled) await delay(REPEAT_MS);
    }
  };
  const listener = {
    onAbort: (): void => {
      cancelling = repeat();
    },
  };
  deadline.listen(listener);
  try {
    return await work();
  } catch (error) {
    const code = databaseErrorCode(error);
    throw deadline.aborted && (code === CANCELLED || code === TRANSACTION_ABORTED) ? deadline.reason : error;
  } finally {
    settled = true;
    deadline.unlisten(listener);
    await cancelling;
  }
}
