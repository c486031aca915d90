// npm run verify:compose: `docker compose up` from docker/compose.yaml with the sandbox, the demo's whole way through the published
// ports, a stop with a call in flight, and again on the same volumes. The last line is "N passed, N failed".
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient } from './demo/client.js';
import { check, reportChecks } from './verify-images/check.js';
import { exists, mustRun } from './verify-images/command.js';
import { ComposeProject } from './verify-images/compose-project.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const API_KEY = 'tw_local-demo-key';
const OURS = ['risk-service', 'catalog-service', 'catalog-worker'];
const SLOW_MS = 2_500;

if (!((await exists('docker', 'info')) && (await exists('docker', 'compose', 'version')))) {
  console.error('npm run verify:compose needs Docker with a running daemon and the compose plugin.');
  process.exit(1);
}

const project = await ComposeProject.create(ROOT);
const workFolder = mkdtempSync(join(tmpdir(), 'tradewind-compose-'));
const client = createClient({ baseUrl: project.url('edge'), apiKey: API_KEY });

async function up(): Promise<undefined> {
  await project.run('up', '--detach', '--quiet-pull');
  await project.finished('migrate');
  await project.finished('demo-catalogue');
  for (const { Service, State } of await project.containers())
    if (OURS.includes(Service) && State !== 'running') throw new Error(`${Service} is ${State} instead of running`);
  return undefined;
}

/** What `npm start` serves: the console with its lab and samples, the documentation of both services, one address in front. */
async function sameAddresses(): Promise<string> {
  const addresses = [
    `${project.url('edge')}/console`,
    `${project.url('edge')}/openapi.json`,
    `${project.url('risk')}/docs`,
    `${project.url('catalog')}/docs`,
    `${project.url('sandbox')}/healthz`,
  ];
  for (const address of addresses) {
    const { status } = await fetch(address);
    if (status !== 200) throw new Error(`GET ${address} answered ${String(status)} instead of 200`);
  }
  const settings = await client.get('/console/settings.json');
  const wanted = { samples_url: 'http://sandbox:8080/oss', sandbox_url: project.url('sandbox') };
  if (JSON.stringify(settings) !== JSON.stringify(wanted))
    throw new Error(`The console was told ${JSON.stringify(settings)} instead of ${JSON.stringify(wanted)}`);
  return `${String(addresses.length)} addresses`;
}

async function mainJob(): Promise<string | undefined> {
  const words = await mustRun(process.execPath, [join(import.meta.dirname, 'demo.js')], {
    BASE_URL: project.url('edge'),
    API_KEY,
    DOCUMENTS_URL: 'http://sandbox:8080/oss',
    REPORT_FILE: join(workFolder, 'report.html'),
    NO_COLOR: '1',
  });
  return words.split('\n').at(-1);
}

/** A call that takes a while is under way when everything is told to stop: it must be answered, and every process end with 0. */
async function stop(): Promise<string> {
  const dialled = await fetch(`${project.url('sandbox')}/dials`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ kind: 'llm', latency_ms: SLOW_MS }]),
  });
  if (!dialled.ok) throw new Error(`POST /dials answered ${String(dialled.status)}`);
  const answer = client.post('/v1/chat/completions', {
    model: 'tradewind-chat',
    messages: [{ role: 'user', content: 'What does FOB mean?' }],
  });
  await delay(500);
  await Promise.all([project.run('stop', ...OURS), answer]);
  const bad = (await project.containers()).filter(({ Service, ExitCode }) => OURS.includes(Service) && ExitCode !== 0);
  if (bad.length > 0)
    throw new Error(bad.map((each) => `${each.Service} ended with ${String(each.ExitCode)}`).join('; '));
  return 'the call in flight was answered, exit 0';
}

const documents = async () => JSON.stringify(await client.get('/rag/documents'));

try {
  if (await check('build', () => project.run('build', '--quiet').then(() => undefined))) {
    if (await check('up', up)) {
      await check('the addresses of npm start', sameAddresses);
      await check('main job', mainJob);
      const before = await documents();
      await check('stop', stop);
      await check('down and up again', async () => {
        await project.run('down');
        await up();
        if ((await documents()) !== before) throw new Error('The documents are not those from before');
        return 'the documents are still there';
      });
    }
  }
} finally {
  await project.run('down', '--volumes');
  rmSync(workFolder, { recursive: true, force: true });
}
reportChecks();
