import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { newApiKey, provision } from '@tradewind/platform/testing';
import { SearchResponse } from '@tradewind/contracts';
import { exponential, seededRandom } from '../support/random.js';
import { quantile, round } from '../support/statistics.js';
import { connect } from './load.js';
import { question } from './questions.js';
import { tenantId } from './tenants.js';

export interface EndToEndResult {
  p50Ms: number;
  p95Ms: number;
  requests: number;
  failed: number;
  degraded: number;
  foreign: number;
}

const SERVICE = fileURLToPath(new URL('../../../apps/catalog-service/dist/main.js', import.meta.url));
const PORT = 3299;
const READY_WITHIN_MS = 30_000;

/** Searches of the largest tenant over HTTP against a service of its own, with an embedding model and a reranker that take their time. */
export async function endToEnd(
  url: string,
  size: number,
  { ratePerSecond, seconds, pool }: { ratePerSecond: number; seconds: number; pool: number },
): Promise<EndToEndResult> {
  const key = await keyOfLargestTenant(url);
  const models = fork(new URL('./stand-in-models.js', import.meta.url), { execArgv: [] });
  const [{ port }] = (await once(models, 'message')) as [{ port: number }];
  const modelUrl = `http://127.0.0.1:${String(port)}/v1`;
  const service = fork(SERVICE, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(PORT),
      DATABASE_URL: url,
      DB_POOL_SIZE: String(pool),
      DB_POOL_OVERFLOW: '0',
      LOG_LEVEL: 'warn',
      EMBEDDING_BASE_URL: modelUrl,
      EMBEDDING_MODEL: 'bench',
      RERANK_BASE_URL: modelUrl,
      RERANK_MODEL: 'bench',
      LLM_BASE_URL: modelUrl,
      LLM_MODEL: 'bench',
      SEARCH_BASE_URL: modelUrl,
    },
  });
  try {
    await ready();
    return await measure(key, size, ratePerSecond, seconds);
  } finally {
    await stop(service);
    await stop(models);
  }
}

async function measure(key: string, size: number, ratePerSecond: number, seconds: number): Promise<EndToEndResult> {
  const random = seededRandom(11);
  const times: number[] = [];
  const result = { failed: 0, degraded: 0, foreign: 0 };
  const ask = async (): Promise<void> => {
    const { text, filters } = question(0, size, random);
    const response = await fetch(`http://127.0.0.1:${String(PORT)}/deal-brain/search`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: text, filters, limit: 10 }),
    });
    const body: unknown = await response.json();
    if (response.status !== 200) {
      result.failed += 1;
      return;
    }
    const answer = SearchResponse.parse(body);
    if (answer.degraded.length > 0) result.degraded += 1;
    result.foreign += answer.results.filter(
      ({ product }) => !product.product_id.startsWith(`prod_${tenantId(0)}_`),
    ).length;
  };
  for (let index = 0; index < 10; index += 1) await ask();
  const pending: Promise<void>[] = [];
  const origin = performance.now();
  let nextMs = 0;
  while (nextMs < seconds * 1000) {
    const waitMs = nextMs - (performance.now() - origin);
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const dueMs = origin + nextMs;
    pending.push(ask().then(() => void times.push(performance.now() - dueMs)));
    nextMs += exponential(random, 1000 / ratePerSecond);
  }
  await Promise.all(pending);
  return {
    p50Ms: round(quantile(times, 0.5), 1),
    p95Ms: round(quantile(times, 0.95), 1),
    requests: times.length,
    ...result,
  };
}

async function keyOfLargestTenant(url: string): Promise<string> {
  const dataSource = await connect(url);
  try {
    const id = tenantId(0);
    await dataSource.query(`INSERT INTO tenants (id, name) VALUES ($1, $1) ON CONFLICT DO NOTHING`, [id]);
    return (await provision(dataSource, { tenant: id, app: 'bench', key: newApiKey() })).key;
  } finally {
    await dataSource.destroy();
  }
}

async function ready(): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${String(PORT)}/readyz`).catch(() => undefined);
    if (answer?.ok === true) return;
    if (performance.now() > deadline) throw new Error('The service did not become ready.');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
