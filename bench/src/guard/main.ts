// npm run bench:guard: what the whole pipeline costs per call, as CPU time of this process, against the bare undici call.
import { Pool } from 'undici';
import { createScope, runInScope } from '@tradewind/upstream';
import { createWork } from '../support/product.js';
import { quantile, round } from '../support/statistics.js';
import { startStandIn } from '../support/stand-in.js';

const ROUNDS = 12;
const CALLS_PER_ROUND = 3000;

const standIn = await startStandIn();
const pool = new Pool(standIn.url, { connections: 500, pipelining: 1 });
const work = createWork({
  url: standIn.url,
  use: { limit: 100, queue: { maxWaiting: 1000, maxWaitMs: 10_000, mode: 'reject-newest' } },
});

const bare = async (): Promise<void> => {
  const { body } = await pool.request({
    method: 'POST',
    path: '/work/0.0',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: '{}',
  });
  await body.text();
};
const guarded = async (): Promise<void> => {
  // A scope and a deadline per call, as a request has them: the cost of both belongs to the pipeline.
  const scope = createScope({ deadlineMs: 10_000, tenantId: 'tenant', requestId: 'bench' });
  await runInScope(scope, () => work.call(0));
  scope.deadline.dispose();
};

/** Microseconds of CPU (user and system) per call, with `width` calls in flight. */
async function cpuUs(call: () => Promise<void>, width: number): Promise<number> {
  const before = process.cpuUsage();
  let left = CALLS_PER_ROUND;
  const lane = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: width }, lane));
  const used = process.cpuUsage(before);
  return (used.user + used.system) / CALLS_PER_ROUND;
}

const figures: Record<string, { bareUs: number; guardedUs: number; addedUs: number }> = {};
for (const width of [1, 32]) {
  const bareRounds: number[] = [];
  const guardedRounds: number[] = [];
  // Interleaved, so that a noisy neighbour disturbs both; the first rounds only warm up.
  for (let round = 0; round < ROUNDS + 2; round++) {
    const pair = [await cpuUs(bare, width), await cpuUs(guarded, width)] as const;
    if (round < 2) continue;
    bareRounds.push(pair[0]);
    guardedRounds.push(pair[1]);
  }
  const bareUs = quantile(bareRounds, 0.5);
  const guardedUs = quantile(guardedRounds, 0.5);
  const addedUs = quantile(
    guardedRounds.map((value, index) => value - (bareRounds[index] ?? 0)),
    0.5,
  );
  figures[width] = { bareUs, guardedUs, addedUs };
  console.log(
    `${width} in flight: bare ${round(bareUs, 1)} µs, guarded ${round(guardedUs, 1)} µs, added ${round(addedUs, 1)} µs of CPU per call`,
  );
}
await work.upstream.close();
await pool.close();
standIn.stop();

const worst = Object.values(figures).reduce((a, b) => (a.addedUs >= b.addedUs ? a : b));
console.log(
  JSON.stringify({
    bareUs: round(worst.bareUs, 1),
    guardedUs: round(worst.guardedUs, 1),
    addedUs: round(worst.addedUs, 1),
  }),
);
