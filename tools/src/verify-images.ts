// npm run verify:images: builds both images twice, looks into them, runs them read-only as their unprivileged user on a real
// PostgreSQL and Redis, goes through the main job and drains them. The last line is "N passed, N failed".
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitUntilReady } from './stack/supervised-process.js';
import { findServices } from './testing/services.config.js';
import { check, reportChecks } from './verify-images/check.js';
import { findEngine, SERVICES, type ServiceImage } from './verify-images/engine.js';
import { inspectImage } from './verify-images/image-checks.js';
import { ImagesProduct } from './verify-images/product.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LOGS = join(ROOT, 'tools/test-results/images');
const SLOW_MS = 2_500;

function sandbox(): { start: (port: number) => Promise<void>; stop: () => void } {
  let stop = (): void => undefined;
  return {
    start: async (port) => {
      const child = spawn(process.execPath, [join(ROOT, 'apps/sandbox/dist/main.js')], {
        env: { ...process.env, PORT: String(port) },
        stdio: 'ignore',
      });
      stop = () => child.kill();
      await waitUntilReady(`http://127.0.0.1:${String(port)}/healthz`, 30_000);
    },
    stop: () => {
      stop();
    },
  };
}

/** A call that takes a while is under way when the process is told to stop: it must be answered, and the process end with 0. */
async function drainRisk(product: ImagesProduct): Promise<string> {
  await product.setDial({ kind: 'llm', latency_ms: SLOW_MS });
  const answer = product.chat();
  await delay(500);
  const risk = product.container('risk');
  await risk.signal('SIGTERM');
  await delay(300);
  const ready = await fetch(`${product.url('risk')}/readyz`).then(({ status }) => status);
  if (ready !== 503) throw new Error(`GET /readyz answered ${String(ready)} while draining instead of 503`);
  const { status } = await answer;
  if (status !== 200) throw new Error(`The call in flight was answered ${String(status)} instead of 200`);
  const code = await risk.exit;
  if (code !== 0) throw new Error(`risk-service ended with ${String(code)} instead of 0`);
  return 'the call in flight was answered, exit 0';
}

async function drain(product: ImagesProduct, role: 'catalog' | 'worker'): Promise<undefined> {
  const container = product.container(role);
  await container.signal('SIGTERM');
  const code = await container.exit;
  if (code !== 0) throw new Error(`ended with ${String(code)} instead of 0`);
  return undefined;
}

const services = findServices();
if (services === undefined) {
  console.error('npm run verify:images runs the images on real servers: set DATABASE_URL and REDIS_URL.');
  process.exit(1);
}

const engine = await findEngine(ROOT);
console.log(`Images by ${engine.name}`);
const images: Partial<Record<ServiceImage, string>> = {};
for (const service of SERVICES) {
  const built = await check(`build ${service}`, async () => (images[service] = await engine.build(service)));
  if (!built) continue;
  await check(`inspect ${service}`, async () => {
    const { problems, summary } = await inspectImage(engine, images[service] ?? '');
    if (problems.length > 0) throw new Error(problems.join('\n    '));
    return summary;
  });
}
for (const service of SERVICES) {
  const { rebuild } = engine;
  if (rebuild === undefined || images[service] === undefined) continue;
  await check(`build ${service} again, without a cache`, async () => {
    const [first, second] = await rebuild(service);
    if (first !== second) throw new Error(`The same sources gave\n    ${first} and then\n    ${second}`);
    return 'the same layers and configuration';
  });
}
const { 'risk-service': risk, 'catalog-service': catalog } = images;
if (risk !== undefined && catalog !== undefined) {
  const standIns = sandbox();
  const both = { 'risk-service': risk, 'catalog-service': catalog };
  const product = new ImagesProduct(engine, both, services, standIns.start, LOGS);
  try {
    const started = await check('start, read-only and unprivileged', async () => product.start().then(() => undefined));
    if (started) {
      await check('main job', async () => (await product.mainJob()).split('\n').at(-1));
      await check('drain risk-service', () => drainRisk(product));
      await check('drain catalog-service', () => drain(product, 'catalog'));
      await check('drain catalog-worker', () => drain(product, 'worker'));
    }
  } finally {
    await product.stop();
    standIns.stop();
  }
}
reportChecks();
