// npm run bench:flood: ten thousand posts as fast as they come, with no worker to take any away. See bench/README.md.
import { createThrowawayDatabase, Fleet } from '@tradewind/tools';
import pg from 'pg';
import { Pool } from 'undici';
import { benchServers, USAGE } from '../ingest/ingest.config.js';
import { treeRssMb } from '../ingest/process-tree.js';
import { quantile, round } from '../support/statistics.js';

const POSTS = 10_000;
const CONNECTIONS = 64;
const CAP = 1_000;
const TENANTS = Array.from({ length: 12 }, (_, index) => `supplier-${index}`);
/** Before the measurement, and then deleted: what a second flood adds to memory is what would go on growing. */
const WARM_UP = 10_000;

interface Answered {
  status: number;
  retryAfterMs: number;
  latencyMs: number;
}

async function flood(pool: Pool, keys: readonly string[], posts: number): Promise<Answered[]> {
  const answers: Answered[] = [];
  let next = 0;
  const connection = async () => {
    while (next < posts) {
      const number = next++;
      const startedAt = performance.now();
      const { statusCode, headers, body } = await pool.request({
        method: 'POST',
        path: '/rag/ingest',
        headers: { authorization: `Bearer ${keys[number % keys.length] ?? ''}`, 'content-type': 'application/json' },
        body: JSON.stringify({ url: `https://bucket.example.com/${number}.pdf` }),
      });
      await body.dump();
      const latencyMs = performance.now() - startedAt;
      answers.push({ status: statusCode, retryAfterMs: Number(headers['retry-after-ms'] ?? 0), latencyMs });
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return answers;
}

async function emptyQueue(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('DELETE FROM rag_tasks');
  await client.end();
}

const servers = benchServers();
if (servers === undefined) {
  console.error(USAGE.replace('bench:ingest', 'bench:flood'));
  process.exit(2);
}
const database = await createThrowawayDatabase(servers.databaseUrl, 'flood');
const fleet = new Fleet({ databaseUrl: database.url, redisUrl: servers.redisUrl, workers: 0, tenants: TENANTS });
try {
  await fleet.start();
  const pool = new Pool(fleet.catalogUrl, { connections: CONNECTIONS });
  const keys = TENANTS.map((name) => fleet.tenants.get(name)?.key ?? '');
  await flood(pool, keys, WARM_UP);
  await emptyQueue(database.url);
  const pid = fleet.catalog?.pid ?? 0;
  const rssBefore = treeRssMb(pid);
  const startedAt = performance.now();
  const answers = await flood(pool, keys, POSTS);
  const seconds = (performance.now() - startedAt) / 1_000;
  const rssGrowthMb = treeRssMb(pid) - rssBefore;
  await pool.close();
  const accepted = answers.filter(({ status }) => status === 202);
  const refused = answers.filter(({ status }) => status === 429);
  const p99 = (of: readonly Answered[]) =>
    round(
      quantile(
        of.map(({ latencyMs }) => latencyMs),
        0.99,
      ),
      1,
    );
  console.log(
    `${POSTS} posts over ${CONNECTIONS} connections in ${round(seconds, 1)} s (${round(POSTS / seconds, 0)}/s)`,
  );
  console.log(`p99: ${p99(accepted)} ms of those accepted, ${p99(refused)} ms of those refused`);
  console.log(
    JSON.stringify({
      accepted: accepted.length,
      cap: CAP,
      refused: refused.length,
      withoutRetryAfter: refused.filter(({ retryAfterMs }) => retryAfterMs < 1).length,
      otherAnswers: answers.length - accepted.length - refused.length,
      p99Ms: p99(answers),
      rssGrowthMb: round(rssGrowthMb, 1),
    }),
  );
  process.exitCode = accepted.length === CAP && accepted.length + refused.length === POSTS ? 0 : 1;
} finally {
  await fleet.stop();
  await database.drop();
}
