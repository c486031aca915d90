// npm run bench:guard: what the whole pipeline costs per call, as CPU time of this process, against the bare undici call.
import { Pool } from 'undici';
import { createScope, runInScope } from '@tradewind/upstream';
import { createWork, workPath, type Work } from '../support/product.js';
import { quantile, round } from '../support/statistics.js';
import { startStandIn } from '../support/stand-in.js';
import { LowestHandler } from './lowest-handler.js';

const ROUNDS = 14;
const WARM_UP_ROUNDS = 3;
const CALLS_PER_ROUND = 3000;
const PATH = workPath(0);
const REQUEST = {
  method: 'POST',
  path: PATH,
  headers: { 'content-type': 'application/json', accept: 'application/json' },
  body: '{}',
} as const;

const standIn = await startStandIn();
const pool = new Pool(standIn.url, { connections: 500, pipelining: 1 });
const common = {
  url: standIn.url,
  use: { limit: 100, queue: { maxWaiting: 1000, maxWaitMs: 10_000, mode: 'reject-newest' } },
} as const;
const plain = createWork(common);
const measured = createWork({ ...common, metrics: true });

/** The whole text of an answer, as everybody calls undici. */
async function bare(): Promise<void> {
  const { body } = await pool.request(REQUEST);
  await body.text();
}

/** The same over undici's lowest handler, which is what the library is built on. */
function lowest(): Promise<string> {
  return new Promise((resolve, reject) => {
    pool.dispatch(REQUEST, new LowestHandler(resolve, reject));
  });
}

/** A scope and a deadline per call, as a request has them: the cost of both belongs to the pipeline. */
async function guarded({ call }: Work): Promise<void> {
  const scope = createScope({ deadlineMs: 10_000, tenantId: 'tenant', requestId: 'bench' });
  await runInScope(scope, () => call(PATH));
  scope.deadline.dispose();
}

const KINDS = {
  bare,
  guarded: () => guarded(plain),
  metrics: () => guarded(measured),
  lowest,
} satisfies Record<string, () => Promise<unknown>>;
type Kind = keyof typeof KINDS;

/** Microseconds of CPU (user and system) per call, with `width` calls in flight. */
async function cpuUs(call: () => Promise<unknown>, width: number): Promise<number> {
  const before = process.cpuUsage();
  let left = CALLS_PER_ROUND;
  const lane = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: width }, lane));
  const used = process.cpuUsage(before);
  return (used.user + used.system) / CALLS_PER_ROUND;
}

/** Interleaved rounds, so that a noisy neighbour disturbs all kinds alike; the first ones only warm up. */
async function measure(width: number): Promise<Record<Kind, number>[]> {
  const rounds: Record<Kind, number>[] = [];
  for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round++) {
    const costs: Record<Kind, number> = {
      bare: await cpuUs(KINDS.bare, width),
      guarded: await cpuUs(KINDS.guarded, width),
      metrics: await cpuUs(KINDS.metrics, width),
      lowest: await cpuUs(KINDS.lowest, width),
    };
    if (round >= WARM_UP_ROUNDS) rounds.push(costs);
  }
  return rounds;
}

function median(values: readonly number[]): number {
  return round(quantile(values, 0.5), 1);
}

const figures: { bareUs: number; guardedUs: number; addedUs: number }[] = [];
for (const width of [1, 32]) {
  const rounds = await measure(width);
  const of = (kind: Kind) => median(rounds.map((costs) => costs[kind]));
  const over = (kind: Kind, base: Kind) => median(rounds.map((costs) => costs[kind] - costs[base]));
  const addedUs = over('guarded', 'bare');
  figures.push({ bareUs: of('bare'), guardedUs: of('guarded'), addedUs });
  console.log(
    `${width} in flight: bare ${of('bare')} µs, guarded ${of('guarded')} µs, added ${addedUs} µs of CPU per call` +
      ` (for information: with metrics ${of('metrics')} µs, so they cost ${over('metrics', 'guarded')} µs;` +
      ` over undici's lowest handler, ${of('lowest')} µs, the pipeline adds ${over('guarded', 'lowest')} µs)`,
  );
}
await plain.upstream.close();
await measured.upstream.close();
await pool.close();
standIn.stop();

console.log(JSON.stringify(figures.reduce((worst, each) => (each.addedUs > worst.addedUs ? each : worst))));
