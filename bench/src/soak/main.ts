// npm run bench:soak [-- --minutes 10]: mixed load on every endpoint of the whole product, and what becomes of its memory.
// Its last line is one JSON object; it exits with 1 when a process grew, or an answer was not as it should be.
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setTimeout as delay } from 'node:timers/promises';
import {
  createThrowawayDatabase,
  EveryEndpoint,
  loadDemoCatalogue,
  ResidentMemory,
  serveDocuments,
  servers,
  Stack,
  Traffic,
} from '@tradewind/tools';
import { round } from '../support/statistics.js';

const LOG = fileURLToPath(new URL('../../test-results/soak.log', import.meta.url));
/** Caches fill, code is compiled, heaps reach their size. */
const WARM_UP_SHARE = 0.4;
/** Along the line through what comes after the warm-up. A heap that is collected when it likes differs by as much between moments. */
const TOLERATED_GROWTH_MB = 24;
const MEASURED = ['risk', 'catalog', 'worker'];
const DOCUMENTS = 300;
const EVERY_ENDPOINT_PER_SECOND = 10;
const ANY_PORT = { edge: 0, risk: 0, catalog: 0, worker: 0, sandbox: 0, database: 0 };

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } });
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new RangeError('--minutes must be a number above 0');

mkdirSync(dirname(LOG), { recursive: true });
const dataDirectory = mkdtempSync(join(tmpdir(), 'tradewind-soak-'));
const real = servers();
const database = real && (await createThrowawayDatabase(real.databaseUrl, 'soak'));
const documents = await serveDocuments(DOCUMENTS);
const stack = new Stack(
  {
    ...{ dataDirectory, ports: ANY_PORT, tenants: ['soaked', 'bystander'] },
    databaseUrl: database?.url,
    redisUrl: real?.redisUrl,
    env: {
      LOG_FORMAT: 'json',
      LOG_LEVEL: 'info',
      TENANT_REQUESTS_PER_MINUTE: '0',
      ADMIN_REQUESTS_PER_MINUTE: '100000',
    },
    out: createWriteStream(LOG),
  },
  (message) => console.error(message),
);
try {
  const product = await stack.start();
  await loadDemoCatalogue(product);
  const { riskUrl, catalogUrl, keys, adminKey, pids } = product;
  const before = { ...pids };
  const key = keys['soaked'] ?? '';
  const traffic = new Traffic({ risk: riskUrl, catalog: catalogUrl, key, nextDocument: documents.next });
  const faults = new Map<string, number>();
  const everyEndpoint = new EveryEndpoint({
    ...{ riskUrl, catalogUrl, seed: 1, perSecond: EVERY_ENDPOINT_PER_SECOND, documentUrl: documents.next() },
    keys: { tenant: key, otherTenant: keys['bystander'] ?? '', admin: adminKey },
    onFault: (line) => faults.set(line, (faults.get(line) ?? 0) + 1),
  });
  console.log(`The product runs on ${real ? 'PostgreSQL and Redis' : 'embedded defaults'}, log in ${LOG}`);
  traffic.start();
  await everyEndpoint.start();
  const memory = new ResidentMemory(() => Object.fromEntries(MEASURED.map((name) => [name, pids[name] ?? 0])));
  await delay(minutes * 60_000);
  memory.stop();
  await Promise.all([traffic.stop(), everyEndpoint.stop()]);

  const { tally } = traffic;
  const slopes = memory.slopes(WARM_UP_SHARE);
  for (const name of MEASURED) {
    const [first, last] = memory.range(name, WARM_UP_SHARE);
    console.log(`${name}: ${first.toFixed(0)} → ${last.toFixed(0)} MB after the warm-up`);
  }
  for (const line of tally.summary(['refused', 'broken', 'cut'])) console.log(line);
  for (const [line, times] of faults) console.log(`${times} × ${line}`);
  const died = MEASURED.filter((name) => product.pids[name] !== before[name]);
  for (const name of died) console.log(`${name} died and was started again`);
  // A stream that ends with a code was refused after its first byte, unless the code says that the fault is ours.
  const isOurs = (code: string) => code === 'internal';
  const cut = tally.of('cut', ({ outcome }) => outcome.kind === 'cut' && !isOurs(outcome.code)).length;
  const broken = tally.of('broken').length + tally.of('cut').length - cut;
  const result = {
    minutes,
    requests: tally.ended.length + everyEndpoint.requests,
    errors: broken + everyEndpoint.faults + died.length,
    refused: tally.of('refused').length + cut,
    tasks: traffic.tasks.length,
    mbPerMinute: Object.fromEntries(Object.entries(slopes).map(([name, slope]) => [name, round(slope, 2)])),
  };
  console.log(JSON.stringify(result));
  const growth = Math.max(...Object.values(slopes)) * minutes * (1 - WARM_UP_SHARE);
  process.exitCode = result.errors === 0 && growth <= TOLERATED_GROWTH_MB ? 0 : 1;
} finally {
  await stack.stop();
  documents.close();
  await database?.drop();
  rmSync(dataDirectory, { recursive: true, force: true });
}
