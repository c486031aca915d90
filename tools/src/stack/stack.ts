import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join, resolve } from 'node:path';
import { createEdge } from './edge.js';
import { KeptKeys } from './kept-keys.js';
import { createLineWriter, type LineWriter } from './log.js';
import { choosePort } from './ports.js';
import { runToEnd, SupervisedProcess, waitUntilReady } from './supervised-process.js';

export interface StackOptions {
  /** Where the embedded database, the demo key and the description of the running stack are kept. */
  dataDirectory: string;
  /** Preferred ports; a port in use is replaced by a free one. */
  ports: Record<'edge' | 'risk' | 'catalog' | 'worker' | 'sandbox' | 'database', number>;
  /** A PostgreSQL server to use instead of the embedded database. */
  databaseUrl?: string;
  /** A Redis server for queues and shared limits; without it both live in the database and the process. */
  redisUrl?: string;
  /** Tenants to provision, each with an app and a key that survives restarts. Default: `demo`. */
  tenants?: string[];
  /** Extra environment for the services, over the defaults. */
  env?: Record<string, string>;
  out: NodeJS.WritableStream;
}

/** What runs and where: also written to `stack.json` in the data directory, for the demo and the end-to-end tests. */
export interface StackDescription {
  edgeUrl: string;
  riskUrl: string;
  catalogUrl: string;
  workerUrl: string;
  sandboxUrl: string;
  databaseUrl: string;
  redisUrl: string | null;
  /** The first tenant's key. */
  apiKey: string;
  /** Every tenant's key by its name. */
  keys: Record<string, string>;
  /** Opens the console's live state. */
  adminKey: string;
  pids: Record<string, number>;
}

const SERVICE_GRACE_MS = 10_000;
const READY_TIMEOUT_MS = 120_000;

/** The whole product as child processes: database, sandbox, both services, the worker and one address in front. */
export class Stack {
  private readonly services: SupervisedProcess[] = [];
  private readonly foundations: SupervisedProcess[] = [];
  private readonly processes = new Map<string, SupervisedProcess>();
  private edge: Server | undefined;
  private writers = 0;
  description: StackDescription | undefined;

  constructor(
    private readonly options: StackOptions,
    private readonly onGiveUp: (message: string) => void,
  ) {}

  async start(): Promise<StackDescription> {
    const { options } = this;
    const directory = resolve(options.dataDirectory);
    mkdirSync(directory, { recursive: true });
    const ports = await choosePorts(options.ports);
    const url = (name: keyof typeof ports) => `http://127.0.0.1:${ports[name]}`;
    const databaseUrl = options.databaseUrl ?? `postgres://postgres@127.0.0.1:${ports.database}/postgres`;
    const kept = new KeptKeys(directory);
    const adminKey = kept.keyOf('admin');
    const env = {
      ...this.environment(databaseUrl, url('sandbox')),
      ADMIN_KEY: adminKey,
      SETTINGS_KEY: kept.keyOf('settings'),
      LIVE_PEERS: [url('risk'), url('catalog'), url('worker')].join(','),
    };

    const sandbox = this.add('sandbox', this.foundations, 'apps/sandbox/dist/main.js', {
      PORT: String(ports.sandbox),
      LOAD_TARGET: url('edge'),
    });
    sandbox.start();
    if (options.databaseUrl === undefined) await this.startEmbeddedDatabase(directory, ports.database);
    await this.run('migrate', 'libs/platform/dist/database/migrate.js', [], env);
    const keys = await this.provisionTenants(kept, env);

    const entries = [
      ['risk', 'apps/risk-service/dist/main.js'],
      ['catalog', 'apps/catalog-service/dist/main.js'],
      ['worker', 'apps/catalog-service/dist/worker.js'],
    ] as const;
    for (const [name, script] of entries) {
      this.add(name, this.services, script, { ...env, PORT: String(ports[name]) }).start();
    }
    this.edge = createEdge({ risk: url('risk'), catalog: url('catalog') });
    await new Promise<void>((done) => this.edge?.listen(ports.edge, '127.0.0.1', done));
    await Promise.all([
      waitUntilReady(`${url('sandbox')}/healthz`, READY_TIMEOUT_MS),
      ...entries.map(([name]) => waitUntilReady(`${url(name)}/readyz`, READY_TIMEOUT_MS)),
    ]);
    this.description = {
      edgeUrl: url('edge'),
      riskUrl: url('risk'),
      catalogUrl: url('catalog'),
      workerUrl: url('worker'),
      sandboxUrl: url('sandbox'),
      databaseUrl,
      redisUrl: options.redisUrl ?? null,
      apiKey: Object.values(keys)[0] ?? '',
      keys,
      adminKey,
      pids: {},
    };
    this.describe();
    return this.description;
  }

  /** Services first, so that they can finish what they do; then what they stand on. */
  async stop(): Promise<void> {
    if (this.description) rmSync(descriptionFile(this.options.dataDirectory), { force: true });
    this.edge?.close();
    await Promise.all(this.services.map((service) => service.stop(SERVICE_GRACE_MS)));
    this.edge?.closeAllConnections();
    await Promise.all(this.foundations.map((process) => process.stop(SERVICE_GRACE_MS)));
  }

  private environment(databaseUrl: string, sandboxUrl: string): Record<string, string> {
    const { options } = this;
    const embedded = options.databaseUrl === undefined;
    // What the caller's own environment says wins: a real provider's URL and key replace the sandbox one by one.
    const sandboxed = {
      LLM_BASE_URL: `${sandboxUrl}/v1`,
      LLM_MODEL: 'sandbox-chat',
      EMBEDDING_BASE_URL: `${sandboxUrl}/v1`,
      EMBEDDING_MODEL: 'sandbox-embedding',
      RERANK_BASE_URL: `${sandboxUrl}/v1`,
      RERANK_MODEL: 'sandbox-rerank',
      SEARCH_BASE_URL: sandboxUrl,
      RAG_ALLOW_PRIVATE_ADDRESSES: 'true',
      SHADOW_HUNTER_ALLOW_PRIVATE_ADDRESSES: 'true',
      // One document is parsed at a time: a parser is a process of its own, and a laptop has two cores.
      OMNI_RAG_PARSER_LIMIT: '1',
      CONSOLE_SAMPLES_URL: `${sandboxUrl}/oss`,
      CONSOLE_SANDBOX_URL: sandboxUrl,
      LOG_FORMAT: 'pretty',
      LOG_LEVEL: 'info',
    };
    return {
      ...Object.fromEntries(Object.entries(sandboxed).filter(([name]) => process.env[name] === undefined)),
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl,
      DATABASE_KIND: embedded ? 'pglite' : 'postgres',
      ...(options.redisUrl === undefined ? {} : { REDIS_URL: options.redisUrl }),
      FORCE_COLOR: '1',
      ...options.env,
    };
  }

  private add(
    name: string,
    group: SupervisedProcess[],
    script: string,
    env: Record<string, string>,
  ): SupervisedProcess {
    const write = this.writer(name);
    const process = new SupervisedProcess({ name, script, env, write }, this.onGiveUp, () => this.describe());
    group.push(process);
    this.processes.set(name, process);
    return process;
  }

  private async startEmbeddedDatabase(directory: string, port: number): Promise<void> {
    const process = new SupervisedProcess(
      {
        name: 'database',
        script: 'tools/dist/pglite/main.js',
        args: [directory, String(port)],
        write: this.writer('database'),
      },
      this.onGiveUp,
      () => this.describe(),
    );
    this.foundations.push(process);
    this.processes.set('database', process);
    process.start();
    await process.ready(READY_TIMEOUT_MS);
  }

  private run(name: string, script: string, args: string[], env: Record<string, string>): Promise<string> {
    return runToEnd({ name, script, args, env, write: () => undefined });
  }

  private async provisionTenants(kept: KeptKeys, env: Record<string, string>): Promise<Record<string, string>> {
    const keys: Record<string, string> = {};
    for (const tenant of this.options.tenants ?? ['demo']) {
      const key = (keys[tenant] = kept.keyOf(tenant));
      const args = ['--tenant', tenant, '--app', tenant, '--key', key];
      await this.run('provision', 'libs/platform/dist/tenancy/provision.js', args, env);
    }
    return keys;
  }

  private writer(name: string): LineWriter {
    return createLineWriter(name, this.writers++, this.options.out);
  }

  private describe(): void {
    if (!this.description) return;
    this.description.pids = Object.fromEntries(
      [...this.processes].flatMap(([name, process]) => (process.pid === undefined ? [] : [[name, process.pid]])),
    );
    // Readers poll this file: they must never see half of it.
    const file = descriptionFile(this.options.dataDirectory);
    writeFileSync(`${file}.new`, JSON.stringify(this.description, null, 2), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
}

export function descriptionFile(dataDirectory: string): string {
  return join(resolve(dataDirectory), 'stack.json');
}

export function readDescription(dataDirectory: string): StackDescription | undefined {
  const file = descriptionFile(dataDirectory);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StackDescription) : undefined;
}

async function choosePorts(preferred: StackOptions['ports']): Promise<StackOptions['ports']> {
  const chosen = { ...preferred };
  for (const name of Object.keys(preferred) as (keyof typeof preferred)[])
    chosen[name] = await choosePort(preferred[name]);
  return chosen;
}
