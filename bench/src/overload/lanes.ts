import { openLoop } from '../support/open-loop.js';
import { createWork } from '../support/product.js';
import { seededRandom } from '../support/random.js';
import { quantile } from '../support/statistics.js';
import { CAPACITY, DEADLINE_MS, LIMIT, MEAN_SERVICE_MS, QUEUE, SIGMA } from './settings.js';

const DURATION_MS = 5000;
const RESERVED = 4;

/**
 * Interactive traffic at half of the capacity while batch work asks for three times all of it. Returns the interactive
 * p95 wait over the mean residual service time, E[S²]/2E[S]: what is left of a call that is met in progress.
 */
export async function interactiveWaitRatio(url: string): Promise<number> {
  const work = createWork({
    url,
    use: {
      limit: LIMIT,
      queue: { ...QUEUE, maxWaiting: 400 },
      lanes: { interactive: { reserved: RESERVED } },
    },
  });
  const common = { tenantWeights: [1], meanServiceMs: MEAN_SERVICE_MS, sigma: SIGMA, deadlineMs: DEADLINE_MS };
  const [interactive] = await Promise.all([
    openLoop(work, { ...common, rate: 0.5 * CAPACITY, lane: 'interactive', random: seededRandom(1) }, DURATION_MS),
    openLoop(work, { ...common, rate: 3 * CAPACITY, lane: 'batch', random: seededRandom(2) }, DURATION_MS),
  ]);
  await work.upstream.close();
  const waits = interactive.map((each) => (each.startedMs ?? each.endedMs) - each.atMs);
  const residualMs = (MEAN_SERVICE_MS * Math.exp(SIGMA * SIGMA)) / 2;
  return quantile(waits, 0.95) / residualMs;
}
