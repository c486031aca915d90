import { goodput, openLoop, type Outcome } from '../support/open-loop.js';
import { createWork } from '../support/product.js';
import { seededRandom } from '../support/random.js';
import { jain } from '../support/statistics.js';
import { CAPACITY, DEADLINE_MS, LIMIT, MEAN_SERVICE_MS, QUEUE, SIGMA, TENANT_WEIGHTS } from './settings.js';

const WARM_UP_MS = 1000;
const MEASURED_MS = 4000;

export interface SweepResult {
  goodput: number;
  late: number;
  /** Time to each 429 once the warm-up is over, in ms, those included that had waited first. */
  refusedMs: number[];
  /** Of what each tenant was served; undefined where not every tenant asks for more than its fair share. */
  jain: number | undefined;
}

/** Open-loop traffic at `factor` times the capacity. */
export async function sweep(url: string, factor: number): Promise<SweepResult> {
  const work = createWork({ url, use: { limit: LIMIT, queue: QUEUE } });
  const outcomes = await openLoop(
    work,
    {
      rate: factor * CAPACITY,
      tenantWeights: TENANT_WEIGHTS,
      lane: 'interactive',
      deadlineMs: DEADLINE_MS,
      meanServiceMs: MEAN_SERVICE_MS,
      sigma: SIGMA,
      random: seededRandom(factor * 1000),
    },
    WARM_UP_MS + MEASURED_MS,
  );
  await work.upstream.close();
  const leastDemand = factor / TENANT_WEIGHTS.reduce((sum, weight) => sum + weight, 0);
  return {
    goodput: goodput(outcomes, LIMIT, WARM_UP_MS, WARM_UP_MS + MEASURED_MS),
    late: outcomes.filter((each) => each.late).length,
    refusedMs: outcomes.filter(isRefused).map((each) => each.endedMs - each.atMs),
    jain: leastDemand * TENANT_WEIGHTS.length > 1.1 ? jain(served(outcomes)) : undefined,
  };
}

/** A 429, once the library has seen how long calls take; before that it lets in whom it will have to refuse later. */
function isRefused({ refusal, atMs }: Outcome): boolean {
  return atMs > WARM_UP_MS && refusal !== undefined && refusal.startsWith('capacity.');
}

function served(outcomes: readonly Outcome[]): number[] {
  const counts = TENANT_WEIGHTS.map(() => 0);
  for (const { tenant, startedMs, refusal } of outcomes) {
    if (refusal === undefined && startedMs !== undefined && startedMs > WARM_UP_MS)
      counts[tenant] = (counts[tenant] ?? 0) + 1;
  }
  return counts;
}
