import { readConfig } from './config.js';
import { startSandbox } from './index.js';

const sandbox = await startSandbox(readConfig());
process.stdout.write(`sandbox listens on ${sandbox.url}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
}
