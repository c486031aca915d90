import { setTimeout as delay } from 'node:timers/promises';
import { createScope, runInScope } from '@tradewind/upstream';
import { goodput, openLoop } from '../support/open-loop.js';
import { createWork, workPath } from '../support/product.js';
import { seededRandom } from '../support/random.js';
import type { StandIn } from '../support/stand-in.js';
import { CAPACITY, DEADLINE_MS, LIMIT, MEAN_SERVICE_MS, QUEUE, SIGMA } from './settings.js';

/** Real calls per call in a full outage, with the breaker out of the way so that only the retry budget holds them back. */
export async function retryAmplification(standIn: StandIn): Promise<number> {
  const never = { failures: Number.MAX_SAFE_INTEGER };
  const work = createWork({ url: standIn.url, use: { limit: LIMIT, queue: QUEUE, maxRetries: 2 }, breaker: never });
  await standIn.setOutage(true);
  const before = (await standIn.stats()).received;
  const first = new Set<number>();
  const calls: Promise<void>[] = [];
  for (let n = 0; n < 300; n++) {
    const scope = createScope({ deadlineMs: DEADLINE_MS, tenantId: 'tenant', requestId: 'bench' });
    const call = runInScope(scope, () => work.call(workPath(0), { idempotent: true, onStart: () => first.add(n) }));
    calls.push(
      call
        .then(
          () => undefined,
          () => undefined,
        )
        .finally(() => scope.deadline.dispose()),
    );
    await delay(6);
  }
  await Promise.all(calls);
  const received = (await standIn.stats()).received - before;
  await standIn.setOutage(false);
  await work.upstream.close();
  return received / first.size;
}

const OUTAGE_FROM_MS = 1000;
const OUTAGE_MS = 1500;
const DURATION_MS = 6000;
const OPEN_MS = 500;
const WINDOW_MS = 1000;

/**
 * Seconds from the first good answer after an outage until a whole second of ≥ 95 % goodput begins, at 1.5 times the capacity; if
 * there is none, all the time there was.
 */
export async function recoverySeconds(standIn: StandIn): Promise<number> {
  const work = createWork({ url: standIn.url, use: { limit: LIMIT, queue: QUEUE }, breaker: { openMs: OPEN_MS } });
  const traffic = openLoop(
    work,
    {
      rate: 1.5 * CAPACITY,
      tenantWeights: [1],
      lane: 'interactive',
      deadlineMs: DEADLINE_MS,
      meanServiceMs: MEAN_SERVICE_MS,
      sigma: SIGMA,
      random: seededRandom(4),
    },
    DURATION_MS,
  );
  await delay(OUTAGE_FROM_MS);
  await standIn.setOutage(true);
  await delay(OUTAGE_MS);
  await standIn.setOutage(false);
  const outcomes = await traffic;
  await work.upstream.close();
  const afterMs = OUTAGE_FROM_MS + OUTAGE_MS;
  const firstGoodMs = Math.min(
    ...outcomes
      .filter((each) => each.refusal === undefined && (each.startedMs ?? 0) > afterMs)
      .map((each) => each.endedMs),
  );
  for (let fromMs = firstGoodMs; fromMs + WINDOW_MS <= DURATION_MS; fromMs += 20) {
    if (goodput(outcomes, LIMIT, fromMs, fromMs + WINDOW_MS) >= 0.95) return (fromMs - firstGoodMs) / 1000;
  }
  return DURATION_MS / 1000;
}
