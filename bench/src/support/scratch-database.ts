import { type ChildProcess, execFile, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const run = promisify(execFile);

/** A migrated database for one run: on the server of `DATABASE_URL`, or an embedded one of its own. */
export interface ScratchDatabase {
  readonly kind: 'postgres' | 'pglite';
  readonly env: Record<string, string>;
  query(sql: string): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

export async function createScratchDatabase(serverUrl: string | undefined): Promise<ScratchDatabase> {
  const { kind, url, drop } = serverUrl === undefined ? await embedded() : await onServer(serverUrl);
  const env = { DATABASE_URL: url, DATABASE_KIND: kind };
  try {
    await script('libs/platform/dist/database/migrate.js', [], env);
  } catch (error) {
    await drop();
    throw error;
  }
  return { kind, env, drop, query: (sql) => query(url, sql) };
}

/** Runs one of the product's own scripts. */
export async function script(path: string, args: string[], env: Record<string, string>): Promise<string> {
  const { stdout } = await run(process.execPath, [join(ROOT, path), ...args], { env: { ...process.env, ...env } });
  return stdout;
}

async function embedded() {
  const directory = mkdtempSync(join(tmpdir(), 'tradewind-bench-'));
  const port = await freePort();
  const child = fork(join(ROOT, 'tools/dist/pglite/main.js'), [directory, String(port)], { execArgv: [] });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => {
      resolve();
    });
    child.once('exit', (code) => {
      reject(new Error(`The embedded database ended with code ${String(code)}.`));
    });
  });
  return {
    kind: 'pglite' as const,
    url: `postgres://postgres@127.0.0.1:${String(port)}/postgres`,
    drop: async () => {
      await stop(child);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function onServer(serverUrl: string) {
  const name = `tradewind_bench_${randomBytes(6).toString('hex')}`;
  await query(serverUrl, `CREATE DATABASE ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    kind: 'postgres' as const,
    url: url.href,
    drop: async () => void (await query(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
