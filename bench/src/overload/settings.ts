/** Ten tenants, one of which sends five times its share. */
export const TENANT_WEIGHTS = [5, 1, 1, 1, 1, 1, 1, 1, 1, 1];
export const LIMIT = 20;
export const MEAN_SERVICE_MS = 200;
export const SIGMA = 0.5;
export const DEADLINE_MS = 2000;
/** Calls a second that the limit can carry. */
export const CAPACITY = (LIMIT * 1000) / MEAN_SERVICE_MS;
/**
 * Who is let in must expect to wait for at most 40 % of its deadline; once in it may wait until less remains of the deadline than a
 * call takes, because a refusal after a wait helps nobody.
 */
export const QUEUE = { maxWaiting: 200, maxWaitMs: DEADLINE_MS, mode: 'reject-newest' } as const;
