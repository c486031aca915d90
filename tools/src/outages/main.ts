// npm run test:outages: PostgreSQL and Redis are restarted and frozen under constant load on all four systems. Its last line is one
// JSON object; it exits with 1 when a request hung or was answered without a code, a process died, a task was lost, or the product
// took longer than five seconds to serve everybody again.
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { Fleet } from '../fleet/fleet.js';
import { targetOf, TcpProxy, throughProxy } from '../fleet/tcp-proxy.js';
import { createThrowawayDatabase } from '../fleet/throwaway-database.js';
import { serveDocuments } from '../load/documents.js';
import { serversOrExit, type Servers } from '../load/servers.config.js';
import { unfinished } from '../load/tasks.js';
import { Traffic, type Doors } from '../load/traffic.js';
import { happen, OUTAGES, type Outage } from './outage.js';
import { dishonest, judge, type Verdict } from './verdict.js';

const WARM_UP_MS = 2_000;
const WATCHED_AFTER_MS = 6_000;
/** What every request asks for, and how much later its answer may come: a caller's clock is not the service's. */
const DEADLINE_MS = 8_000;
const LATE_MS = 1_000;
const RECOVERY_MS = 5_000;
const TASKS_MS = 60_000;
const DOCUMENTS = 400;

const startedAt = performance.now();
const say = (line: string) =>
  console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`);

interface Result {
  verdict: Verdict;
  requests: number;
  dishonest: number;
  tasks: number;
  tasksLost: number;
}

/** Load before, during and after one outage. */
async function run(outage: Outage, proxy: TcpProxy, doors: Doors, database: pg.Client): Promise<Result> {
  const traffic = new Traffic(doors, { 'x-request-timeout-ms': String(DEADLINE_MS) });
  traffic.start();
  await delay(WARM_UP_MS);
  const span = await happen(outage, proxy);
  const promised = [...traffic.tasks];
  const settled = unfinished(database, promised, TASKS_MS).then(() => performance.now() - span.untilMs);
  await delay(WATCHED_AFTER_MS);
  await traffic.stop();
  const verdict = judge(outage.name, traffic.tally, span, await settled);
  const lost = await unfinished(database, traffic.tasks, TASKS_MS);
  const wrong = dishonest(traffic.tally);
  say(
    `${outage.name}: ${verdict.served} of ${verdict.requests} served meanwhile, slowest ${verdict.slowestMs} ms, ` +
      `everybody again after ${verdict.recoveredMs} ms, documents after ${verdict.tasksMs} ms`,
  );
  for (const line of traffic.tally.summary(['refused', 'cut', 'broken'])) say(`  ${line}`);
  return {
    verdict,
    requests: traffic.tally.ended.length,
    dishonest: wrong.length,
    tasks: traffic.tasks.length,
    tasksLost: lost.length,
  };
}

async function outages({ databaseUrl, redisUrl }: Servers): Promise<boolean> {
  const documents = await serveDocuments(DOCUMENTS);
  const database = await createThrowawayDatabase(databaseUrl, 'outages');
  const proxies = {
    postgres: new TcpProxy(targetOf(databaseUrl, 5432)),
    redis: new TcpProxy(targetOf(redisUrl, 6379)),
  };
  await Promise.all([proxies.postgres.open(), proxies.redis.open()]);
  const fleet = new Fleet({
    databaseUrl: throughProxy(database.url, proxies.postgres),
    redisUrl: throughProxy(redisUrl, proxies.redis),
    workers: 1,
    replicas: { catalog: 1, risk: 1 },
    tenants: ['enduring'],
    env: {
      // Without Redis each process allows its own part of a rate; the load is to fit into that as well.
      TENANT_REQUESTS_PER_MINUTE: '0',
      GATEWAY_KEY_REQUESTS_PER_MINUTE: '10000',
      OMNI_RAG_PARSER_LIMIT: '1',
      DB_POOL_SIZE: '10',
      DB_POOL_OVERFLOW: '5',
    },
  });
  const looking = new pg.Client({ connectionString: database.url });
  try {
    await fleet.start();
    await fleet.dial({ kind: 'llm', latency_ms: 100, slow_body_ms: 20 });
    await looking.connect();
    say(`all run, logs in ${fleet.logs}`);
    const doors: Doors = {
      risk: fleet.risks[0]?.url ?? '',
      catalog: fleet.catalogUrl,
      key: fleet.tenants.get('enduring')?.key ?? '',
      nextDocument: documents.next,
    };
    const pids = fleet.pids();
    const results: Result[] = [];
    for (const outage of OUTAGES) results.push(await run(outage, proxies[outage.server], doors, looking));
    const crashes = fleet.pids().filter((pid) => !pids.includes(pid)).length;
    const sum = (of: (result: Result) => number) => results.reduce((total, result) => total + of(result), 0);
    const slowestMs = Math.max(...results.map(({ verdict }) => verdict.slowestMs));
    const recoveryMs = Math.max(...results.map(({ verdict }) => verdict.recoveredMs));
    const summary = {
      requests: sum(({ requests }) => requests),
      dishonest: sum(({ dishonest: wrong }) => wrong),
      hung: slowestMs > DEADLINE_MS + LATE_MS,
      slowestMs,
      recoveryMs,
      crashes,
      tasks: sum(({ tasks }) => tasks),
      tasksLost: sum(({ tasksLost }) => tasksLost),
      outages: results.map(({ verdict }) => verdict),
      seconds: Math.round((performance.now() - startedAt) / 1000),
    };
    console.log(JSON.stringify(summary));
    return (
      summary.dishonest === 0 &&
      !summary.hung &&
      recoveryMs <= RECOVERY_MS &&
      crashes === 0 &&
      summary.tasksLost === 0 &&
      summary.tasks > 0
    );
  } finally {
    await looking.end().catch(() => undefined);
    await fleet.stop();
    await Promise.all([proxies.postgres.cut(), proxies.redis.cut()]);
    documents.close();
    await database.drop();
  }
}

process.exitCode = (await outages(serversOrExit('npm run test:outages'))) ? 0 : 1;
