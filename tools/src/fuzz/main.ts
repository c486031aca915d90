// npm run test:fuzz [-- --requests 30000 --seed 1]: hostile HTTP requests to everything that both services publish in their OpenAPI
// documents. None may get a 5xx from the services' own code, none may go without an answer, no process may die or grow. Its last line
// is one JSON object; it exits with 1 when something was not as it should be. `--first N --requests 1` sends one request again. With
// DATABASE_URL and REDIS_URL on those servers.
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadDemoCatalogue } from '../demo/catalogue.js';
import { createThrowawayDatabase } from '../fleet/throwaway-database.js';
import { servers } from '../load/servers.config.js';
import { ResidentMemory } from '../memory/resident-memory.js';
import { Stack, type StackDescription } from '../stack/stack.js';
import { ROOT } from '../testing/step.js';
import { campaign } from './campaign.js';

const WARM_UP_SHARE = 0.4;
/** What a heap that is collected lazily may differ by between two moments; a leak of 2 KB a request would be 36 MB. */
const TOLERATED_GROWTH_MB = 24;
const MEASURED = ['risk', 'catalog', 'worker'];

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '30000' },
    seed: { type: 'string', default: '1' },
    first: { type: 'string', default: '0' },
    concurrency: { type: 'string', default: '16' },
  },
});
const startedAt = performance.now();
const say = (line: string) =>
  console.log(
    line.startsWith(' ') ? line : `${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`,
  );

const directory = join(ROOT, 'tools/test-results/fuzz');
rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });
const dataDirectory = mkdtempSync(join(tmpdir(), 'tradewind-fuzz-'));
const real = servers();
const database = real && (await createThrowawayDatabase(real.databaseUrl, 'fuzz'));
const stack = new Stack(
  {
    dataDirectory,
    databaseUrl: database?.url,
    redisUrl: real?.redisUrl,
    ports: { edge: 0, risk: 0, catalog: 0, worker: 0, sandbox: 0, database: 0 },
    tenants: ['attacked', 'bystander'],
    // Refusing most of them as too many would test little.
    env: {
      LOG_FORMAT: 'json',
      LOG_LEVEL: 'warn',
      TENANT_REQUESTS_PER_MINUTE: '0',
      ADMIN_REQUESTS_PER_MINUTE: '1000000',
    },
    out: createWriteStream(join(directory, 'product.log')),
  },
  (message) => say(message),
);

async function healthFaults(
  { riskUrl, catalogUrl, workerUrl, pids }: StackDescription,
  before: Record<string, number>,
) {
  const faults: string[] = [];
  for (const name of MEASURED) if (pids[name] !== before[name]) faults.push(`${name} died and was started again`);
  for (const url of [riskUrl, catalogUrl, workerUrl]) {
    for (const probe of ['/healthz', '/readyz']) {
      const status = await fetch(`${url}${probe}`).then((answer) => answer.status, String);
      if (status !== 200) faults.push(`${url}${probe} answered ${status} afterwards`);
    }
  }
  return faults;
}

try {
  const description = await stack.start();
  await loadDemoCatalogue(description);
  const { riskUrl, catalogUrl, sandboxUrl, keys, adminKey } = description;
  const pidsBefore = { ...description.pids };
  say(
    `the product runs on ${real ? 'PostgreSQL and Redis' : 'embedded defaults'}; its log: ${join(directory, 'product.log')}`,
  );
  const memory = new ResidentMemory(() =>
    Object.fromEntries(MEASURED.map((name) => [name, description.pids[name] ?? 0])),
  );
  const result = await campaign({
    ...{ riskUrl, catalogUrl, documentsUrl: `${sandboxUrl}/oss`, directory, say },
    keys: { tenant: keys['attacked'] ?? '', otherTenant: keys['bystander'] ?? '', admin: adminKey },
    seed: Number(values.seed),
    first: Number(values.first),
    requests: Number(values.requests),
    concurrency: Number(values.concurrency),
  });
  memory.stop();
  const faults = await healthFaults(description, pidsBefore);
  for (const fault of faults) say(fault);
  const measuredMinutes = (memory.seconds * (1 - WARM_UP_SHARE)) / 60;
  const growth = Object.entries(memory.slopes(WARM_UP_SHARE)).map(([name, slope]) => {
    const [first, last] = memory.range(name, WARM_UP_SHARE);
    const megabytes = slope * measuredMinutes;
    say(
      `${name}: ${first.toFixed(0)} → ${last.toFixed(0)} MB, ${megabytes.toFixed(1)} MB along the line after the warm-up`,
    );
    return megabytes;
  });
  const rssGrowthMb = Math.max(...growth);
  say(`statuses ${JSON.stringify(result.statuses)}, refused by 500 and more ${JSON.stringify(result.refusals)}`);
  const { requests, serverErrors } = result;
  console.log(
    JSON.stringify({
      requests,
      serverErrors,
      rssGrowthMb: Number(rssGrowthMb.toFixed(1)),
      otherFaults: result.faults - serverErrors + faults.length,
      seed: Number(values.seed),
      seconds: Math.round((performance.now() - startedAt) / 1000),
    }),
  );
  const grew = rssGrowthMb > TOLERATED_GROWTH_MB;
  process.exitCode = result.faults === 0 && faults.length === 0 && !grew ? 0 : 1;
} finally {
  await stack.stop();
  await database?.drop();
  rmSync(dataDirectory, { recursive: true, force: true });
}
