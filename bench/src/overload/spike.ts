import { setTimeout as delay } from 'node:timers/promises';
import { createScope, isUpstreamError, runInScope } from '@tradewind/upstream';
import { createWork, workPath, type Work } from '../support/product.js';
import { logNormal, seededRandom } from '../support/random.js';
import { LIMIT, QUEUE, SIGMA } from './settings.js';

const CALLERS = 400;
const MEAN_SERVICE_MS = 100;

/** Four hundred callers at once, twenty times what can be served side by side, each of which comes back exactly when it was told to: attempts per answered caller. */
export async function attemptsAfterSpike(url: string): Promise<number> {
  const random = seededRandom(3);
  const work = createWork({ url, use: { limit: LIMIT, queue: QUEUE } });
  // A spike comes out of ordinary traffic: the library knows how long calls take.
  const ordinary = Array.from({ length: 2 * LIMIT }, () => logNormal(random, MEAN_SERVICE_MS, SIGMA));
  await Promise.all(ordinary.map((serviceMs) => callUntilAnswered(work, 'ordinary', serviceMs)));
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
      await runInScope(scope, () => work.call(workPath(serviceMs)));
      return attempt;
    } catch (error) {
      if (!isUpstreamError(error) || error.retryAfterMs === undefined) throw error;
      await delay(error.retryAfterMs);
    } finally {
      scope.deadline.dispose();
    }
  }
}
