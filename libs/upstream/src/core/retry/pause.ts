import type { Clock } from '../clock/clock.js';
import type { AbortListener } from '../deadline/cancellation.js';
import type { Deadline } from '../deadline/deadline.js';

/** Resolves after `ms`; rejects with the deadline's reason as soon as that ends. */
export function pause(clock: Clock, ms: number, deadline: Deadline): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = (): void => {
      deadline.unlisten(listener);
      resolve();
    };
    const timer = clock.setTimer(ms, over, undefined);
    const listener: AbortListener = {
      onAbort: (reason) => {
        timer.cancel();
        reject(reason);
      },
    };
    deadline.listen(listener);
  });
}
