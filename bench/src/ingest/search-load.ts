import { setTimeout as delay } from 'node:timers/promises';
import type { Fleet } from '@tradewind/tools';
import { exponential, seededRandom } from '../support/random.js';

const QUERIES = [
  'vacuum flask 500 ml stainless steel',
  '不锈钢保温杯',
  'bamboo cutting board',
  'wood screw M6',
  'LED garden lamp solar',
  'cotton tote bag printed',
  '青瓷盖碗',
  'hydraulic hose fitting',
];

export interface SearchRecord {
  latenciesMs: number[];
  failures: number;
}

/** Searches of dealBrain at random moments, `perSecond` on average, whether or not earlier ones were answered, until the signal. */
export async function searchSteadily(
  fleet: Fleet,
  tenant: string,
  perSecond: number,
  signal: AbortSignal,
): Promise<SearchRecord> {
  const random = seededRandom(7);
  const record: SearchRecord = { latenciesMs: [], failures: 0 };
  const pending: Promise<void>[] = [];
  for (let count = 0; !signal.aborted; count += 1) {
    pending.push(search(fleet, tenant, QUERIES[count % QUERIES.length] ?? '', record));
    await delay(exponential(random, 1_000 / perSecond), undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(pending);
  return record;
}

async function search(fleet: Fleet, tenant: string, query: string, record: SearchRecord): Promise<void> {
  const startedAt = performance.now();
  const { status } = await fleet.call(tenant, '/deal-brain/search', { query, limit: 10 });
  if (status === 200) record.latenciesMs.push(performance.now() - startedAt);
  else record.failures += 1;
}
