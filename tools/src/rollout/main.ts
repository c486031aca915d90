// npm run test:rollout: two replicas of each service and two workers are restarted one by one under constant load on all four
// systems. Its last line is one JSON object; it exits with 1 when a request failed or a task was lost.
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { Fleet, type Replica } from '../fleet/fleet.js';
import { LoadBalancer } from '../fleet/load-balancer.js';
import { createThrowawayDatabase } from '../fleet/throwaway-database.js';
import { serveDocuments } from '../load/documents.js';
import { serversOrExit, type Servers } from '../load/servers.config.js';
import { unfinished } from '../load/tasks.js';
import { Traffic } from '../load/traffic.js';
import { waitUntilReady } from '../stack/supervised-process.js';

const REPLICAS = 2;
const WARM_UP_MS = 3_000;
const BETWEEN_MS = 1_000;
const AFTER_MS = 2_000;
/** More than a probe's period, so that the load balancer has heard of it before the door closes. */
const DRAIN_MS = 2_000;
const GRACE_MS = 5_000;
const KILLED_AFTER_MS = 20_000;
const READY_MS = 60_000;
const AFTERMATH_MS = 60_000;
const DOCUMENTS = 400;

const startedAt = performance.now();
const say = (line: string) =>
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`);

/** Ends it as a rolling update does, and waits until its successor gets traffic. */
async function restart({ member, url }: Replica, balancer: LoadBalancer | undefined): Promise<number | null> {
  const code = await member.replace(KILLED_AFTER_MS);
  await waitUntilReady(`${url}/readyz`, READY_MS);
  while (balancer !== undefined && !balancer.isReady(url)) await delay(50);
  say(`${member.name} ended with ${code ?? 'a signal'} and is back`);
  return code;
}

async function rollout({ databaseUrl, redisUrl }: Servers): Promise<boolean> {
  const documents = await serveDocuments(DOCUMENTS);
  const database = await createThrowawayDatabase(databaseUrl, 'rollout');
  const fleet = new Fleet({
    databaseUrl: database.url,
    redisUrl,
    workers: REPLICAS,
    replicas: { catalog: REPLICAS, risk: REPLICAS },
    tenants: ['rolling'],
    env: {
      SHUTDOWN_DRAIN_MS: String(DRAIN_MS),
      SHUTDOWN_GRACE_MS: String(GRACE_MS),
      TENANT_REQUESTS_PER_MINUTE: '0',
      OMNI_RAG_PARSER_LIMIT: '1',
      DB_POOL_SIZE: '5',
      DB_POOL_OVERFLOW: '5',
    },
  });
  let balancers: LoadBalancer[] = [];
  try {
    await fleet.start();
    await fleet.dial({ kind: 'llm', latency_ms: 100, slow_body_ms: 20 });
    const risk = new LoadBalancer(fleet.risks.map(({ url }) => url));
    const catalog = new LoadBalancer(fleet.catalogs.map(({ url }) => url));
    balancers = [risk, catalog];
    await Promise.all(balancers.map((balancer) => balancer.open()));
    say(`${REPLICAS} replicas of each service and ${REPLICAS} workers run, logs in ${fleet.logs}`);

    const key = fleet.tenants.get('rolling')?.key ?? '';
    const traffic = new Traffic({ risk: risk.url, catalog: catalog.url, key, nextDocument: documents.next });
    traffic.start();
    await delay(WARM_UP_MS);
    const codes: (number | null)[] = [];
    const workers = fleet.workers.map((member, index) => ({ member, url: fleet.workerUrls[index] ?? '' }));
    for (const [replicas, balancer] of [
      [fleet.risks, risk],
      [fleet.catalogs, catalog],
      [workers, undefined],
    ] as const) {
      for (const replica of replicas) {
        codes.push(await restart(replica, balancer));
        await delay(BETWEEN_MS);
      }
    }
    await delay(AFTER_MS);
    await traffic.stop();
    say('the load has ended');

    const looking = new pg.Client({ connectionString: database.url });
    await looking.connect();
    const lost = await unfinished(looking, traffic.tasks, AFTERMATH_MS);
    await looking.end();
    const { tally } = traffic;
    const cut = tally.of('cut', ({ outcome }) => outcome.kind === 'cut' && outcome.code === 'service.stopping');
    const failed = tally.ended.length - tally.of('served').length - cut.length;
    for (const line of tally.summary(['refused', 'cut', 'broken'])) say(line);
    for (const { id, status } of lost.slice(0, 5)) say(`${id} is ${status}`);
    const unclean = codes.filter((code) => code !== 0).length;
    console.log(
      JSON.stringify({
        requests: tally.ended.length,
        failed,
        streamsCut: cut.length,
        tasks: traffic.tasks.length,
        tasksLost: lost.length,
        restarts: codes.length,
        uncleanExits: unclean,
        seconds: Math.round((performance.now() - startedAt) / 1000),
      }),
    );
    return failed === 0 && lost.length === 0 && unclean === 0 && traffic.tasks.length > 0;
  } finally {
    for (const balancer of balancers) balancer.close();
    await fleet.stop();
    documents.close();
    await database.drop();
  }
}

process.exitCode = (await rollout(serversOrExit('npm run test:rollout'))) ? 0 : 1;
