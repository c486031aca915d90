// npm run bench:search: retrieval over a million products of fifty tenants on the server of DATABASE_URL.
// --rows 100000 makes a smaller one; the database is kept between runs under a name of its own.
import { parseArgs } from 'node:util';
import { mean, round } from '../support/statistics.js';
import { tenantSizes } from './catalogue.js';
import { ConnectionWatch } from './connections.js';
import { endToEnd } from './end-to-end.js';
import { loadedDatabase } from './load.js';
import { loadTest } from './load-test.js';
import { CONNECTIONS, Product } from './product.js';
import { recallOf } from './recall.js';
import { upsertRate } from './upsert.js';

const MEDIAN_TENANT = 25;
/** From the largest to the smallest, those near the border between comparing all and following the index among them. */
const RECALL_TENANTS = [0, 1, 4, 8, 10, MEDIAN_TENANT, 40, 49];
const UPSERTED_ROWS = 20_000;
const END_TO_END_RATE = 8;

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' } } });
const rows = Number(values.rows);
const serverUrl = process.env['DATABASE_URL'];
if (serverUrl === undefined) {
  console.error('bench:search needs DATABASE_URL: PostgreSQL 17 with pgvector, and a role that may create databases.');
  process.exit(1);
}

const { url, build } = await loadedDatabase(serverUrl, rows);
console.log(
  `${String(rows)} rows; built in: rows ${String(build.loadSeconds)} s, full-text and filter indexes ${String(build.otherIndexSeconds)} s, ` +
    `term statistics ${String(build.statisticsSeconds)} s, vector index ${String(build.vectorIndexSeconds)} s`,
);
const sizes = tenantSizes(rows);
const sizeOf = (tenant: number): number => sizes[tenant] ?? 0;

const watch = await ConnectionWatch.start(url);
const product = await Product.open(url);

const recalls: number[] = [];
let short = 0;
for (const tenant of RECALL_TENANTS) {
  const result = await recallOf(product, tenant, sizeOf(tenant), tenant === 0 ? 4 : 6);
  recalls.push(result.recallAt10);
  short += result.short;
  console.log(
    `tenant of ${String(sizeOf(tenant))}: recall@10 ${result.recallAt10.toFixed(4)} over ${String(result.questions)} questions, ${String(result.short)} short`,
  );
}

const largest = await loadTest(product, 0, sizeOf(0), { saturate: 8, measure: 20 });
console.log('largest tenant:', largest);
const median = await loadTest(product, MEDIAN_TENANT, sizeOf(MEDIAN_TENANT), { saturate: 5, measure: 12 });
console.log('median tenant:', median);

const upsertRowsPerSecond = await upsertRate(product, UPSERTED_ROWS);
console.log(`upserts: ${upsertRowsPerSecond.toFixed(0)} rows/s`);
const retrievalConnections = await watch.stop();
await product.close();

const serviceWatch = await ConnectionWatch.start(url);
const whole = await endToEnd(url, sizeOf(0), { ratePerSecond: END_TO_END_RATE, seconds: 20, pool: CONNECTIONS });
console.log('end to end:', whole);
const peakConnections = Math.max(retrievalConnections, await serviceWatch.stop());
console.log(`connections: at most ${String(peakConnections)}, with a pool of ${String(CONNECTIONS)}`);

console.log(
  JSON.stringify({
    rows,
    retrievalP50Ms: largest.p50Ms,
    retrievalP95Ms: largest.p95Ms,
    medianTenantP95Ms: median.p95Ms,
    recallAt10: round(Math.min(...recalls), 4),
    meanRecallAt10: round(mean(recalls), 4),
    shortAnswers: short,
    endToEndP95Ms: whole.p95Ms,
    endToEndFailed: whole.failed,
    endToEndDegraded: whole.degraded,
    crossTenant: largest.foreign + median.foreign + whole.foreign,
    upsertRowsPerSecond: Math.round(upsertRowsPerSecond),
    peakConnections,
    poolSize: CONNECTIONS,
    vectorIndexSeconds: build.vectorIndexSeconds,
  }),
);
