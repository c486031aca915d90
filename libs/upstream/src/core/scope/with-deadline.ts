import { Deadline } from '../deadline/deadline.js';
import type { AbortListener } from '../deadline/cancellation.js';
import { currentScope, runInScope, type CallScope } from './call-scope.js';

/**
 * Runs `work` in a child scope whose deadline is `ms` from now, or what remains of the outer one if that is less.
 * Rejects at that moment with `deadline.exceeded`, whether or not `work` listens; what it started is cancelled.
 * The child shares the list of degradations and the usage with its parent.
 */
export function withDeadline<T>(ms: number, work: () => Promise<T>): Promise<T> {
  const outer = currentScope();
  const deadline = Deadline.after(ms, { parent: outer.deadline });
  const scope: CallScope = { ...outer, deadline };
  return runInScope(scope, () => raceDeadline(deadline, work)).finally(() => {
    deadline.dispose();
  });
}

function raceDeadline<T>(deadline: Deadline, work: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const listener: AbortListener = { onAbort: reject };
    deadline.listen(listener);
    if (deadline.aborted) return;
    void work().then(resolve, reject);
  });
}
