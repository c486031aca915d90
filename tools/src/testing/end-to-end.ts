import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { campaign } from '../fuzz/campaign.js';
import type { StackDescription } from '../stack/stack.js';
import { PlantedSecrets } from './planted/planted-secrets.js';
import { TraceCollector } from './planted/trace-collector.js';
import { useSecrets } from './planted/use-secrets.js';
import { ROOT, run, step, type StepResult } from './step.js';
import type { Services } from './services.config.js';
import { logOf, withProduct } from './with-product.js';

/** A short version of `npm run test:fuzz`. */
const HOSTILE_REQUESTS = 2_000;
const PROVIDERS = ['LLM', 'EMBEDDING', 'RERANK', 'SEARCH'];

/**
 * Starts the whole product on a throw-away database with secrets that can be recognised, runs `e2e/` against it, then hostile requests,
 * then uses the secrets; and looks at last for them in everything that was logged and traced meanwhile.
 */
export async function endToEnd(services: Partial<Services>): Promise<StepResult[]> {
  const kind = services.databaseUrl === undefined ? 'embedded' : 'services';
  const results: StepResult[] = [];
  const planted = new PlantedSecrets();
  const collector = new TraceCollector();
  const env = {
    ...Object.fromEntries(PROVIDERS.map((name) => [`${name}_API_KEY`, planted.plant(`key of ${name}`)])),
    OTEL_EXPORTER_OTLP_ENDPOINT: await collector.open(),
    // The hostile requests come from one address, and shall not be refused for their number.
    ADMIN_REQUESTS_PER_MINUTE: '100000',
  };
  const work = async (product: StackDescription, file: string) => {
    for (const [tenant, key] of Object.entries(product.keys)) planted.know(`key of ${tenant}`, key);
    planted.know('admin key', product.adminKey);
    const jestResults = join(ROOT, 'e2e/test-results', `${kind}.json`);
    results.push(
      await step(`end to end (${kind})`, [jestResults], () =>
        run(['npm', 'run', '-s', 'e2e', '-w', 'e2e', '--', '--json', `--outputFile=${jestResults}`], {
          E2E_STACK_FILE: file,
        }),
      ),
      await step(`hostile requests (${kind})`, [], () => hostileRequests(product, planted)),
      await step(`answers without secrets (${kind})`, [], async () => report(await useSecrets(product, planted))),
    );
    return results.every(({ failed }) => failed === 0) ? 0 : 1;
  };
  const databasePassword = planted.plant('database password');
  const code = await withProduct(services, kind, work, { env, databasePassword });
  collector.close();
  results.push(await step(`log and traces (${kind})`, [], async () => report(leaks(kind, planted, collector.text))));
  // What failed outside of every step: the start, or what the log must not say.
  if (code !== 0 && results.every(({ failed }) => failed === 0)) {
    results.push({ name: `the product (${kind})`, passed: 0, failed: 1, seconds: 0 });
  }
  return results;
}

async function hostileRequests(product: StackDescription, planted: PlantedSecrets): Promise<number> {
  const directory = join(ROOT, 'e2e/test-results/hostile-requests');
  mkdirSync(directory, { recursive: true });
  const { riskUrl, catalogUrl, sandboxUrl, keys, adminKey } = product;
  const { faults } = await campaign({
    ...{ riskUrl, catalogUrl, documentsUrl: `${sandboxUrl}/oss`, directory },
    keys: { tenant: keys['attacked'] ?? '', otherTenant: keys['stranger'] ?? '', admin: adminKey },
    ...{ seed: 7, first: 0, requests: HOSTILE_REQUESTS, concurrency: 16 },
    secretsIn: (text) => planted.foundIn(text),
    say: (line) => console.error(line),
  });
  return faults === 0 ? 0 : 1;
}

function leaks(kind: string, planted: PlantedSecrets, traces: string): string[] {
  const log = readFileSync(logOf(kind), 'utf8');
  return [
    ...planted.foundIn(log).map((name) => `the log: ${name}`),
    ...planted.foundIn(traces).map((name) => `the traces: ${name}`),
    // Nothing is found where nothing is written.
    ...(log.includes('/rag/ingest') ? [] : ['the log does not tell of what was asked']),
    ...(traces.includes('/rag/ingest') ? [] : ['the traces do not tell of what was asked']),
  ];
}

/** @returns the exit code */
function report(findings: string[]): number {
  for (const finding of findings)
    console.error(`A planted secret, or the lack of what should be searched for it: ${finding}`);
  return findings.length === 0 ? 0 : 1;
}
