import { setTimeout as delay } from 'node:timers/promises';
import { createScope, isUpstreamError, runInScope } from '@tradewind/upstream';
import { createWork, type Work } from '../support/product.js';
import { logNormal, seededRandom } from '../support/random.js';
import { LIMIT, QUEUE, SIGMA } from './settings.js';

const CALLERS = 400;
const MEAN_SERVICE_MS = 100;

/** Four hundred callers at once, each of which comes back exactly when it was told to: attempts per answered caller. */
export async function attemptsAfterSpike(url: string): Promise<number> {
  const random = seededRandom(3);
  const work = createWork({ url, use: { limit: LIMIT, queue: QUEUE } });
  const attempts = await Promise.all(
    Array.from({ length: CALLERS }, (_, n) =>
      callUntilAnswered(work, `tenant-${n % 10}`, logNormal(random, MEAN_SERVICE_MS, SIGMA)),
    ),
  );
  await work.upstream.close();
  return attempts.reduce((sum, each) => sum + each, 0) / CALLERS;
}

async function callUntilAnswered(work: Work, tenantId: string, serviceMs: number): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const scope = createScope({ deadlineMs: 2000, tenantId, requestId: 'bench' });
    try {
      await runInScope(scope, () => work.call(serviceMs));
      return attempt;
    } catch (error) {
      if (!isUpstreamError(error) || error.retryAfterMs === undefined) throw error;
      await delay(error.retryAfterMs);
    } finally {
      scope.deadline.dispose();
    }
  }
}
