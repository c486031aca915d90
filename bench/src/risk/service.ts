import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startContender } from '../support/contender.js';
import { freePort } from '../support/free-port.js';
import { script, type ScratchDatabase } from '../support/scratch-database.js';

const MAIN = fileURLToPath(new URL('../../../apps/risk-service/dist/main.js', import.meta.url));
export const KEY = 'tw_bench_0123456789abcdef';

export interface RiskService {
  readonly url: string;
  stop(): Promise<void>;
}

/** The risk service as it is deployed, with its default budgets, on the stand-in's search and language model. */
export async function startRiskService(standInUrl: string, database: ScratchDatabase): Promise<RiskService> {
  const provision = ['--tenant', 'bench', '--app', 'bench', '--key', KEY];
  await script('libs/platform/dist/tenancy/provision.js', provision, database.env);
  const journal = mkdtempSync(join(tmpdir(), 'tradewind-bench-journal-'));
  const port = await freePort();
  const unused = 'http://127.0.0.1:1';
  const service = await startContender({
    name: 'risk-service',
    script: MAIN,
    env: {
      ...database.env,
      ...{ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), LOG_LEVEL: 'warn' },
      ...{ LLM_BASE_URL: `${standInUrl}/v1`, LLM_API_KEY: 'bench', LLM_MODEL: 'bench', SEARCH_BASE_URL: standInUrl },
      ...{ EMBEDDING_BASE_URL: unused, RERANK_BASE_URL: unused },
      ...{ TENANT_REQUESTS_PER_MINUTE: '10000000', USAGE_JOURNAL_DIR: journal },
      // The stand-in's pages are on this machine.
      SHADOW_HUNTER_ALLOW_PRIVATE_ADDRESSES: 'true',
    },
    port,
    readyPath: '/readyz',
    headers: { authorization: `Bearer ${KEY}` },
    model: 'bench',
    // As in the image.
    nodeOptions: ['--max-semi-space-size=32'],
  });
  return {
    url: `http://127.0.0.1:${String(port)}`,
    stop: async () => {
      await service.stop();
      rmSync(journal, { recursive: true, force: true });
    },
  };
}
