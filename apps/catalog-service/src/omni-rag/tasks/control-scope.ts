import { createScope, runInScope } from '@tradewind/upstream';

const DEADLINE_MS = 10_000;

/**
 * Runs the few small statements that keep tasks under control (claims, heartbeats, ends of runs) ahead of the bulk of the work: a
 * worker that is busy must not look dead.
 */
export async function inControlScope<T>(work: () => Promise<T>): Promise<T> {
  const scope = createScope({ tenantId: 'omni-rag', appId: 'omni-rag', lane: 'interactive', deadlineMs: DEADLINE_MS });
  try {
    return await runInScope(scope, work);
  } finally {
    scope.deadline.dispose();
  }
}
