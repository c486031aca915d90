import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const MAIN = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));
const START_MS = 60_000;

const Ready = z.object({ msg: z.literal('ready'), port: z.int() });

/** The built service as a process of its own. */
export interface Replica {
  readonly url: string;
  /** Everything it has logged so far. */
  readonly log: readonly string[];
  stop(): Promise<void>;
}

/** Starts a replica and resolves when it serves. @throws Error with its log when it does not come up */
export async function startReplica(env: Record<string, string>): Promise<Replica> {
  const log: string[] = [];
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', SHUTDOWN_DRAIN_MS: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  child.stderr.on('data', (chunk: Buffer) => log.push(chunk.toString('utf8')));
  const port = await new Promise<number>((resolve, reject) => {
    const giveUp = (): void => {
      reject(new Error(`The replica did not start:\n${log.join('\n')}`));
    };
    const timer = setTimeout(giveUp, START_MS);
    child.once('exit', giveUp);
    createInterface(child.stdout).on('line', (line) => {
      log.push(line);
      const ready = Ready.safeParse(parse(line));
      if (!ready.success) return;
      clearTimeout(timer);
      child.off('exit', giveUp);
      resolve(ready.data.port);
    });
  });
  return {
    url: `http://127.0.0.1:${String(port)}`,
    log,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
