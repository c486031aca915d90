import { readConfig } from './config.js';
import { startSandbox, type Sandbox } from './index.js';

try {
  const sandbox = await startSandbox(readConfig());
  process.stdout.write(`sandbox listens on ${sandbox.url}\n`);
  closeOnSignal(sandbox);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function closeOnSignal(sandbox: Sandbox): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
  }
}
