// npm run bench:gateway: what the LLM gateway costs beside a proxy that does nothing and beside Portkey's gateway.
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../support/random.js';
import { quantile, round } from '../support/statistics.js';
import { type Contender, startContender } from '../support/contender.js';
import { NODE_OPTIONS, startGateway } from './gateway.js';
import { Client, closedLoop, openLoop } from './load.js';
import { startPortkey } from './portkey.js';
import { createScratchDatabase } from '../support/scratch-database.js';

const ROUNDS = 7;
const CALLS = 1_200;
/** Portkey costs ten times as much per call; fewer calls give as good a figure. */
const PORTKEY_CALLS = 150;
/** Until V8 has compiled what it is going to; its compiler works beside the program, and its time is the process's as well. */
const WARM_UP_CALLS = 8_000;
const STREAMS = 60;
const HALF_LOAD_MS = 1_200;
/** Turns that count, and turns at most to find them in. */
const HALF_LOAD_ROUNDS = 3;
const HALF_LOAD_TURNS = 5;
/** A turn in which a process waited for a CPU for more of the time measures the machine. */
const MOST_WAITING = 0.1;
const WIDTHS = [1, 32] as const;

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const running: { stop(): Promise<void> }[] = [];

interface Figures {
  cpuUs: number[];
  latenciesMs: number[];
}

try {
  console.log(JSON.stringify(await measure()));
} finally {
  for (const process of running.reverse()) await process.stop();
}

async function measure() {
  const upstream = await startContender({ name: 'upstream', script: path('./upstream-process.js'), headers: {} });
  running.push(upstream);
  const database = await createScratchDatabase(process.env['DATABASE_URL']);
  running.push({ stop: () => database.drop() });
  const bare = await startContender({
    name: 'bare',
    script: path('./bare-process.js'),
    args: [upstream.origin],
    headers: {},
    nodeOptions: NODE_OPTIONS,
  });
  running.push(bare);
  const gateway = await startGateway(upstream.origin, database);
  running.push(gateway);
  const portkey = await startPortkey(upstream.origin);
  if (portkey !== undefined) running.push(portkey);
  console.log(`Ledger on ${database.kind}; ${String(ROUNDS)} interleaved rounds.`);

  const contenders = [bare, gateway, ...(portkey === undefined ? [] : [portkey])];
  await warmUp(contenders);
  const byWidth = new Map<number, Map<string, Figures>>();
  let capacity = Infinity;
  for (const width of WIDTHS) {
    const { figures, perSecond } = await interleaved(contenders, width);
    byWidth.set(width, figures);
    capacity = perSecond;
    report(width, figures);
  }
  const halfLoad = await atHalfLoad(bare, gateway, capacity / 2);
  const ttfbAddedMs = await addedFirstByte(bare, gateway);
  const worst = worstRatio(byWidth);
  const portkeyUs = portkey === undefined ? null : round(cpu(byWidth, worst.width, 'portkey'), 1);
  return {
    cpuUs: round(worst.cpuUs, 1),
    bareUs: round(worst.bareUs, 1),
    portkeyUs,
    ratioToBare: round(worst.cpuUs / worst.bareUs, 2),
    ratioToPortkey: portkeyUs === null ? null : round(worst.cpuUs / portkeyUs, 3),
    addedP50Ms: round(halfLoad.p50, 3),
    addedP99Ms: round(halfLoad.p99, 3),
    ttfbAddedMs: round(ttfbAddedMs, 3),
  };
}

async function warmUp(contenders: readonly Contender[]): Promise<void> {
  for (const contender of contenders) {
    const client = new Client(contender, 16);
    const calls = contender.name === 'portkey' ? WARM_UP_CALLS / 10 : WARM_UP_CALLS;
    await closedLoop(contender, client, 16, calls);
    await client.close();
  }
}

/** The contenders take turns within each round, so that a noisy neighbour disturbs all alike. */
async function interleaved(contenders: readonly Contender[], width: number) {
  const figures = new Map<string, Figures>(contenders.map(({ name }) => [name, { cpuUs: [], latenciesMs: [] }]));
  const clients = contenders.map((contender) => ({ contender, client: new Client(contender, width) }));
  const perSecond: number[] = [];
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    for (const { contender, client } of clients) {
      const calls = contender.name === 'portkey' ? PORTKEY_CALLS : CALLS;
      const measured = await closedLoop(contender, client, width, calls);
      const known = figures.get(contender.name);
      known?.cpuUs.push(measured.cpuUs);
      known?.latenciesMs.push(...measured.latenciesMs);
      if (contender.name === 'gateway') perSecond.push((calls / measured.tookMs) * 1_000);
    }
  }
  await Promise.all(clients.map(({ client }) => client.close()));
  return { figures, perSecond: quantile(perSecond, 0.5) };
}

function report(width: number, figures: ReadonlyMap<string, Figures>): void {
  for (const [name, { cpuUs, latenciesMs }] of figures) {
    const at = (share: number) => String(round(quantile(latenciesMs, share), 3));
    console.log(
      `${String(width).padStart(2)} connections  ${name.padEnd(8)} ${String(round(quantile(cpuUs, 0.5), 1)).padStart(6)} µs of CPU per request, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
    );
  }
}

function cpu(byWidth: ReadonlyMap<number, ReadonlyMap<string, Figures>>, width: number, name: string): number {
  return quantile(byWidth.get(width)?.get(name)?.cpuUs ?? [], 0.5);
}

/** The number of connections at which the gateway looks worse beside the bare proxy. */
function worstRatio(byWidth: ReadonlyMap<number, ReadonlyMap<string, Figures>>) {
  const each = WIDTHS.map((width) => ({
    width,
    cpuUs: cpu(byWidth, width, 'gateway'),
    bareUs: cpu(byWidth, width, 'bare'),
  }));
  return each.reduce((worst, next) => (next.cpuUs / next.bareUs > worst.cpuUs / worst.bareUs ? next : worst));
}

/**
 * Both get the same random arrivals, half of what the gateway can do. Of the turns those count in which the processes waited
 * least for a CPU, whatever their figures are.
 */
async function atHalfLoad(
  bare: Contender,
  gateway: Contender,
  perSecond: number,
): Promise<{ p50: number; p99: number }> {
  const contenders = { bare, gateway };
  const clients = { bare: new Client(bare, 64), gateway: new Client(gateway, 64) };
  const turns: { bare: number[]; gateway: number[]; waited: number }[] = [];
  const quiet = () => turns.filter(({ waited }) => waited <= MOST_WAITING).length;
  for (let turn = 0; turn < HALF_LOAD_TURNS && quiet() < HALF_LOAD_ROUNDS; turn += 1) {
    const measured = { bare: [] as number[], gateway: [] as number[], waited: 0 };
    for (const name of ['bare', 'gateway'] as const) {
      const [waitedMs, startedMs] = [contenders[name].waitedForCpuMs(), performance.now()];
      measured[name] = await openLoop(clients[name], perSecond, HALF_LOAD_MS, seededRandom(turn));
      const waited = (contenders[name].waitedForCpuMs() - waitedMs) / (performance.now() - startedMs);
      measured.waited = Math.max(measured.waited, waited);
    }
    turns.push(measured);
  }
  await Promise.all([clients.bare.close(), clients.gateway.close()]);
  const counted = turns.sort((one, other) => one.waited - other.waited).slice(0, HALF_LOAD_ROUNDS);
  const latencies = {
    bare: counted.flatMap((turn) => turn.bare),
    gateway: counted.flatMap((turn) => turn.gateway),
  };
  const percent = counted.map(({ waited }) => `${String(round(100 * waited, 0))} %`).join(', ');
  console.log(`half load: ready to run without a CPU for ${percent} of the time of the turns that count`);
  const added = (share: number) => quantile(latencies.gateway, share) - quantile(latencies.bare, share);
  for (const name of ['bare', 'gateway'] as const) {
    const at = (share: number) => String(round(quantile(latencies[name], share), 3));
    console.log(
      `${String(Math.round(perSecond))} requests/s  ${name.padEnd(8)} p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`,
    );
  }
  return { p50: added(0.5), p99: added(0.99) };
}

async function addedFirstByte(bare: Contender, gateway: Contender): Promise<number> {
  const firstByte = { bare: [] as number[], gateway: [] as number[] };
  const clients = { bare: new Client(bare, 1), gateway: new Client(gateway, 1) };
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    for (const name of ['bare', 'gateway'] as const) {
      for (let call = 0; call < STREAMS; call += 1) firstByte[name].push(await clients[name].firstByte());
    }
  }
  await Promise.all([clients.bare.close(), clients.gateway.close()]);
  const [ofBare, ofGateway] = [quantile(firstByte.bare, 0.5), quantile(firstByte.gateway, 0.5)];
  console.log(`first byte of a stream: bare ${String(round(ofBare, 3))} ms, gateway ${String(round(ofGateway, 3))} ms`);
  return ofGateway - ofBare;
}
