import { exponential, seededRandom } from '../support/random.js';
import { quantile, round } from '../support/statistics.js';
import type { Product } from './product.js';
import { question } from './questions.js';
import { tenantId } from './tenants.js';

export interface LoadResult {
  /** Answers a second with as many clients as keep the machine busy. */
  saturationRate: number;
  /** At half of that rate, callers coming at random moments. */
  p50Ms: number;
  p95Ms: number;
  requests: number;
  /** Products of another tenant that were returned. */
  foreign: number;
}

const CLIENTS = 6;
const WARM_UP_REQUESTS = 40;

/** Finds how much retrieval one tenant's questions can be answered at, then measures latency at half of it. */
export async function loadTest(
  product: Product,
  tenant: number,
  size: number,
  seconds: { saturate: number; measure: number },
): Promise<LoadResult> {
  const random = seededRandom(tenant + 1);
  const id = tenantId(tenant);
  let foreign = 0;
  const ask = async (): Promise<void> => {
    const ids = await product.retrieve(id, question(tenant, size, random));
    foreign += ids.filter((productId) => !productId.startsWith(`prod_${id}_`)).length;
  };
  for (let index = 0; index < WARM_UP_REQUESTS; index += 1) await ask();

  let answered = 0;
  const end = performance.now() + seconds.saturate * 1000;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (performance.now() < end) {
        await ask();
        answered += 1;
      }
    }),
  );
  const saturationRate = answered / seconds.saturate;

  const times: number[] = [];
  const pending: Promise<void>[] = [];
  const origin = performance.now();
  let nextMs = 0;
  while (nextMs < seconds.measure * 1000) {
    const waitMs = nextMs - (performance.now() - origin);
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    // From when it was due, so that a late start counts as waiting.
    const dueMs = origin + nextMs;
    pending.push(ask().then(() => void times.push(performance.now() - dueMs)));
    nextMs += exponential(random, 2000 / saturationRate);
  }
  await Promise.all(pending);
  return {
    saturationRate: round(saturationRate, 1),
    p50Ms: round(quantile(times, 0.5), 1),
    p95Ms: round(quantile(times, 0.95), 1),
    requests: times.length,
    foreign,
  };
}
