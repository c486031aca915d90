import { goodput, openLoop, type Outcome } from '../support/open-loop.js';
import { createWork } from '../support/product.js';
import { seededRandom } from '../support/random.js';
import { jain, quantile } from '../support/statistics.js';
import { CAPACITY, DEADLINE_MS, LIMIT, MEAN_SERVICE_MS, QUEUE, SIGMA, TENANT_WEIGHTS } from './settings.js';

const WARM_UP_MS = 1000;
const MEASURED_MS = 4000;
/** A refusal that took longer was not decided on arrival. */
const AT_ONCE_MS = 50;

export interface SweepResult {
  goodput: number;
  late: number;
  /** Of every 429 once the warm-up is over, those included that had waited first. */
  rejectP99Ms: number;
  /** 429s to callers that had waited, over all 429s. */
  refusedAfterWait: string;
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
  const refused = outcomes.filter(isRefused).map((each) => each.endedMs - each.atMs);
  const afterWait = refused.filter((ms) => ms > AT_ONCE_MS).length;
  const leastDemand = factor / TENANT_WEIGHTS.reduce((sum, weight) => sum + weight, 0);
  return {
    goodput: goodput(outcomes, LIMIT, WARM_UP_MS, WARM_UP_MS + MEASURED_MS),
    late: outcomes.filter((each) => each.late).length,
    rejectP99Ms: quantile(refused, 0.99),
    refusedAfterWait: `${afterWait} of ${refused.length}`,
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
