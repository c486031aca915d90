// npm run test:chaos: sixty documents in flight on three workers while everything around them breaks, compared with the same
// documents read in undisturbed. Its last line is one JSON object; it exits with 1 unless all tasks ended right.
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { TaskAccepted } from '@tradewind/contracts';
import { serveFiles } from '../corpus/file-server.js';
import { priceList } from '../corpus/price-list.js';
import { Fleet } from '../fleet/fleet.js';
import { targetOf, TcpProxy, throughProxy } from '../fleet/tcp-proxy.js';
import { createThrowawayDatabase } from '../fleet/throwaway-database.js';
import { chaosConfig, USAGE, type ChaosConfig } from './chaos.config.js';
import { compare, harvest } from './compare.js';
import { Disturbances } from './disturbances.js';
import { seededRandom } from './random.js';

const WORKERS = 3;
/** Together as many as there are documents, so that all of them are in flight. */
const DOCUMENTS_PER_WORKER = 20;
const UNDISTURBED_MS = 100_000;
const AFTERMATH_MS = 120_000;

const startedAt = Date.now();
const say = (line: string) => console.log(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`);

interface Ended {
  status: string;
  failure_code: string | null;
}

class Run {
  constructor(
    private readonly fleet: Fleet,
    private readonly database: pg.Client,
    private readonly urls: readonly string[],
  ) {}

  async post(tenant: string): Promise<void> {
    for (const url of this.urls) {
      const answer = await this.fleet.call(tenant, '/rag/ingest', { url });
      if (answer.status !== 202) throw new Error(`A document was refused: ${JSON.stringify(answer.body)}`);
      TaskAccepted.parse(answer.body);
    }
  }

  async tasks(tenant: string): Promise<Ended[]> {
    const { rows } = await this.database.query<Ended>(
      `SELECT status, failure_code FROM rag_tasks WHERE tenant_id = $1`,
      [this.tenantId(tenant)],
    );
    return rows;
  }

  /** Waits until every task has ended; returns how many have not after `timeoutMs`. */
  async untilEnded(tenant: string, timeoutMs: number): Promise<number> {
    const until = Date.now() + timeoutMs;
    for (;;) {
      const open = (await this.tasks(tenant)).filter(
        ({ status }) => status === 'queued' || status === 'running',
      ).length;
      if (open === 0 || Date.now() > until) return open;
      await delay(500);
    }
  }

  tenantId(tenant: string): string {
    return this.fleet.tenants.get(tenant)?.tenant_id ?? '';
  }
}

async function breakEverything(disturbances: Disturbances): Promise<void> {
  const calm = new AbortController();
  const killing = disturbances.killWorkers(calm.signal);
  await delay(4_000);
  await disturbances.restartRedis({ keepData: true });
  await delay(3_000);
  await disturbances.restartPostgres();
  await delay(3_000);
  await disturbances.restartRedis({ keepData: false });
  await delay(2_000);
  await disturbances.embeddingOutage();
  await delay(2_000);
  calm.abort();
  await killing;
}

async function chaos(config: ChaosConfig): Promise<boolean> {
  const files = new Map(
    Array.from({ length: config.documents }, (_, index) => [
      `list-${index}.pdf`,
      priceList({
        number: index,
        pages: 1 + (index % 5) * 2,
        rowsPerPage: 6,
        language: index % 3 === 0 ? 'zh' : 'en',
        proseLines: 2,
      }),
    ]),
  );
  const storage = await serveFiles(files);
  const database = await createThrowawayDatabase(config.databaseUrl, 'chaos');
  const postgres = new TcpProxy(targetOf(config.databaseUrl, 5432));
  const redis = new TcpProxy(targetOf(config.redisUrl, 6379));
  await Promise.all([postgres.open(), redis.open()]);
  const fleet = new Fleet({
    databaseUrl: throughProxy(database.url, postgres),
    redisUrl: throughProxy(config.redisUrl, redis),
    workers: WORKERS,
    tenants: ['undisturbed', 'disturbed'],
    // What a dead worker leaves behind is noticed after a lease; ten seconds is right for a cluster and long for a test.
    env: {
      RAG_WORKER_CONCURRENCY: String(DOCUMENTS_PER_WORKER),
      RAG_LEASE_MS: '5000',
      OMNI_RAG_PARSER_LIMIT: '1',
      DB_POOL_SIZE: '8',
    },
  });
  try {
    await fleet.start();
    say(`${WORKERS} workers run, logs in ${fleet.logs}`);
    await fleet.dial({ kind: 'embedding', latency_ms: 150 });
    await fleet.dial({ kind: 'llm', latency_ms: 400 });
    const watching = new pg.Client({ connectionString: database.url });
    watching.on('error', () => undefined);
    await watching.connect();
    const run = new Run(fleet, watching, [...files.keys()].map(storage.url));

    await run.post('undisturbed');
    if ((await run.untilEnded('undisturbed', UNDISTURBED_MS)) > 0) throw new Error('The undisturbed run did not end.');
    const expected = await harvest(watching, run.tenantId('undisturbed'));
    await watching.end();
    say(`undisturbed: ${config.documents} documents gave ${expected.size} passages, products and documents`);

    await run.post('disturbed');
    const disturbances = new Disturbances(fleet, database, { postgres, redis }, config, seededRandom(config.seed), say);
    await breakEverything(disturbances);
    say(`${disturbances.killed} workers were killed; calm from here`);

    const after = new pg.Client({ connectionString: database.url });
    await after.connect();
    const aftermath = new Run(fleet, after, []);
    const stuck = await aftermath.untilEnded('disturbed', AFTERMATH_MS);
    const tasks = await aftermath.tasks('disturbed');
    const { missing, surplus } = compare(expected, await harvest(after, aftermath.tenantId('disturbed')));
    await after.end();
    for (const line of [
      ...missing.slice(0, 5).map((each) => `missing: ${each}`),
      ...surplus.slice(0, 5).map((each) => `surplus: ${each}`),
    ])
      say(line);
    for (const { status, failure_code: code } of tasks) if (status === 'failed') say(`failed: ${code}`);
    const completed = tasks.filter(({ status }) => status === 'succeeded').length;
    const result = {
      tasks: config.documents,
      completed,
      lost: missing.length + Math.max(0, config.documents - tasks.length),
      duplicated: surplus.length + Math.max(0, tasks.length - config.documents),
      stuck,
      workersKilled: disturbances.killed,
      seconds: Math.round((Date.now() - startedAt) / 1000),
    };
    console.log(JSON.stringify(result));
    return completed === config.documents && result.lost === 0 && result.duplicated === 0 && stuck === 0;
  } finally {
    await fleet.stop();
    await Promise.all([postgres.cut(), redis.cut()]);
    storage.close();
    await database.drop();
  }
}

const config = chaosConfig();
if (config === undefined) {
  console.error(USAGE);
  process.exit(2);
}
process.exitCode = (await chaos(config)) ? 0 : 1;
