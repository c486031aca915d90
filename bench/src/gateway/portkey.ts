import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Contender, startContender } from '../support/contender.js';
import { freePort } from '../support/free-port.js';

const VERSION = '1.15.2';
const INSTALL_TIMEOUT_MS = 120_000;

/** Portkey's gateway from npm, or undefined with a line that says why it is not there. */
export async function startPortkey(upstreamUrl: string): Promise<Contender | undefined> {
  try {
    const port = await freePort();
    return await startContender({
      name: 'portkey',
      script: await install(),
      args: [`--port=${String(port)}`, '--headless'],
      env: { NODE_ENV: 'production' },
      port,
      readyPath: '/',
      headers: {
        authorization: 'Bearer upstream',
        'x-portkey-provider': 'openai',
        'x-portkey-custom-host': `${upstreamUrl}/v1`,
      },
    });
  } catch (error) {
    console.log(`Portkey is left out: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** Installs it once into a folder of its own, beside this repository's dependencies and not among them. */
async function install(): Promise<string> {
  const directory = join(tmpdir(), `tradewind-bench-portkey-${VERSION}`);
  const script = join(directory, 'node_modules/@portkey-ai/gateway/build/start-server.js');
  if (existsSync(script)) return script;
  console.log(`Installing @portkey-ai/gateway ${VERSION} into ${directory} (once)…`);
  mkdirSync(directory, { recursive: true });
  const args = ['install', '--prefix', directory, '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund'];
  await promisify(execFile)('npm', [...args, `@portkey-ai/gateway@${VERSION}`], { timeout: INSTALL_TIMEOUT_MS });
  return script;
}
