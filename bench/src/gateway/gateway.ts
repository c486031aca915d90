import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Contender, startContender } from '../support/contender.js';
import { freePort } from '../support/free-port.js';
import { script, type ScratchDatabase } from '../support/scratch-database.js';
import { sensitiveWords } from './sensitive-words.js';

const MAIN = fileURLToPath(new URL('../../../apps/risk-service/dist/main.js', import.meta.url));
const KEY = 'tw_bench_0123456789abcdef';
const MODEL = 'bench-chat';
/** As the image of the service starts Node (docker/Dockerfile); the bare proxy is started so as well. */
export const NODE_OPTIONS = ['--max-semi-space-size=32'];
/** High enough not to refuse; they are checked and settled all the same. */
const PLENTY = '100000000';

/** The product's own service with everything on: keys, limits, breaker, ledger, words. */
export async function startGateway(upstreamUrl: string, database: ScratchDatabase): Promise<Contender> {
  await script(
    'libs/platform/dist/tenancy/provision.js',
    ['--tenant', 'bench', '--app', 'bench', '--key', KEY],
    database.env,
  );
  const journal = mkdtempSync(join(tmpdir(), 'tradewind-bench-journal-'));
  const port = await freePort();
  const unused = 'http://127.0.0.1:1';
  const contender = await startContender({
    name: 'gateway',
    script: MAIN,
    env: {
      ...database.env,
      // One process, as the others are: what replicas share through Redis they do not have either.
      REDIS_URL: undefined,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(port),
      LLM_BASE_URL: `${upstreamUrl}/v1`,
      LLM_API_KEY: 'upstream',
      LLM_MODEL: 'bench-model',
      EMBEDDING_BASE_URL: unused,
      RERANK_BASE_URL: unused,
      SEARCH_BASE_URL: unused,
      GATEWAY_ROUTES: JSON.stringify({
        [MODEL]: { kind: 'chat', servers: [{ server: 'llm', model: 'bench-model' }] },
      }),
      GATEWAY_PRICES: JSON.stringify({ [MODEL]: { input_per_million: 0.15, output_per_million: 0.6 } }),
      GATEWAY_KEY_REQUESTS_PER_MINUTE: PLENTY,
      GATEWAY_KEY_TOKENS_PER_MINUTE: '100000000',
      GATEWAY_LLM_LIMIT: '100',
      LLM_REQUESTS_PER_MINUTE: PLENTY,
      LLM_TOKENS_PER_MINUTE: PLENTY,
      TENANT_REQUESTS_PER_MINUTE: '10000000',
      USAGE_JOURNAL_DIR: journal,
      GATEWAY_WORDS: JSON.stringify(sensitiveWords()),
      HTTP_MAX_KEEPALIVE_CONNECTIONS: '100',
    },
    port,
    readyPath: '/readyz',
    headers: { authorization: `Bearer ${KEY}` },
    nodeOptions: NODE_OPTIONS,
    model: MODEL,
  });
  return {
    ...contender,
    stop: async () => {
      await contender.stop();
      rmSync(journal, { recursive: true, force: true });
    },
  };
}
