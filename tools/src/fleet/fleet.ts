import { mkdtempSync, rmSync } from 'node:fs';
import { constants, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { choosePort } from '../stack/ports.js';
import { runToEnd, waitUntilReady } from '../stack/supervised-process.js';
import { Member } from './member.js';

export interface FleetOptions {
  databaseUrl: string;
  redisUrl: string;
  workers: number;
  /** Processes of each HTTP service. Default: one of the catalog-service, none of the risk-service. */
  replicas?: { catalog?: number; risk?: number };
  /** Names; each gets an app and a key. */
  tenants: readonly string[];
  /** Extra environment of the services. */
  env?: Record<string, string>;
  /**
   * Gives the workers stand-in upstreams of their own, which take only the CPU that is left: real ones are on other machines. Default: all
   * processes share one.
   */
  ownUpstreamsForWorkers?: boolean;
}

const Provisioned = z.object({ tenant_id: z.string(), key: z.string() });
const READY_MS = 120_000;

/** One process and where it answers. */
export interface Replica {
  member: Member;
  url: string;
}

/** The product as several processes: stand-in upstreams, the HTTP services, and workers. */
export class Fleet {
  readonly workers: Member[] = [];
  readonly tenants = new Map<string, z.infer<typeof Provisioned>>();
  readonly catalogs: Replica[] = [];
  readonly risks: Replica[] = [];
  sandboxUrl = '';
  /** The stand-in upstreams that the workers call. */
  workerSandboxUrl = '';
  workerUrls: string[] = [];
  private readonly others: Member[] = [];
  readonly logs = mkdtempSync(join(tmpdir(), 'tradewind-fleet-'));

  constructor(private readonly options: FleetOptions) {}

  get catalog(): Member | undefined {
    return this.catalogs[0]?.member;
  }

  get catalogUrl(): string {
    return this.catalogs[0]?.url ?? '';
  }

  async start(): Promise<void> {
    this.sandboxUrl = await this.addSandbox('sandbox');
    this.workerSandboxUrl = this.sandboxUrl;
    if (this.options.ownUpstreamsForWorkers === true) {
      this.workerSandboxUrl = await this.addSandbox('worker-sandbox');
      setPriority(this.others.at(-1)?.pid ?? 0, constants.priority.PRIORITY_BELOW_NORMAL);
    }
    const env = this.environment(this.sandboxUrl);
    await runToEnd({ name: 'migrate', script: 'libs/platform/dist/database/migrate.js', env, write: () => undefined });
    for (const name of this.options.tenants) this.tenants.set(name, await provision(name, env));
    const { catalog = 1, risk = 0 } = this.options.replicas ?? {};
    await this.addReplicas(this.catalogs, 'catalog', catalog, env);
    await this.addReplicas(this.risks, 'risk', risk, env);
    for (let index = 0; index < this.options.workers; index += 1) {
      const workerPort = await choosePort(0);
      this.workerUrls.push(`http://127.0.0.1:${workerPort}`);
      this.add(this.workers, `worker-${index}`, 'apps/catalog-service/dist/worker.js', {
        ...this.environment(this.workerSandboxUrl),
        PORT: String(workerPort),
      });
    }
    await Promise.all(
      [
        `${this.sandboxUrl}/healthz`,
        `${this.workerSandboxUrl}/healthz`,
        ...[...this.catalogs, ...this.risks].map(({ url }) => `${url}/readyz`),
        ...this.workerUrls.map((url) => `${url}/readyz`),
      ].map((url) => waitUntilReady(url, READY_MS)),
    );
  }

  async stop(): Promise<void> {
    await Promise.all([...this.workers, ...this.others].map((member) => member.stop()));
    rmSync(this.logs, { recursive: true, force: true });
  }

  /** Of every process; one that died and was started again has another. */
  pids(): (number | undefined)[] {
    return [...this.workers, ...this.others].map(({ pid }) => pid);
  }

  /** Turns a dial of the stand-in upstreams of the workers. */
  async dial(settings: Record<string, unknown>): Promise<void> {
    const answer = await fetch(`${this.workerSandboxUrl}/dials`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(settings),
    });
    if (!answer.ok) throw new Error(`The sandbox refused the dial: ${await answer.text()}`);
  }

  /** One request of a tenant to the public API. Never throws on a status. */
  async call(
    tenant: string,
    path: string,
    body?: object,
    method = body === undefined ? 'GET' : 'POST',
  ): Promise<{ status: number; headers: Headers; body: unknown }> {
    const answer = await fetch(new URL(path, this.catalogUrl), {
      method,
      headers: {
        authorization: `Bearer ${this.tenants.get(tenant)?.key ?? ''}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? null : (JSON.parse(text) as unknown) };
  }

  private async addReplicas(group: Replica[], service: string, count: number, env: Record<string, string>) {
    for (let index = 0; index < count; index += 1) {
      const port = await choosePort(0);
      const script = `apps/${service}-service/dist/main.js`;
      const member = this.add(this.others, `${service}-${index}`, script, { ...env, PORT: String(port) });
      group.push({ member, url: `http://127.0.0.1:${port}` });
    }
  }

  private add(group: Member[], name: string, script: string, env: Record<string, string>): Member {
    const member = new Member(name, script, env, join(this.logs, `${name}.log`));
    group.push(member);
    member.start();
    return member;
  }

  private async addSandbox(name: string): Promise<string> {
    const port = await choosePort(0);
    this.add(this.others, name, 'apps/sandbox/dist/main.js', { PORT: String(port) });
    return `http://127.0.0.1:${port}`;
  }

  private environment(sandboxUrl: string): Record<string, string> {
    return {
      HOST: '127.0.0.1',
      DATABASE_URL: this.options.databaseUrl,
      DATABASE_KIND: 'postgres',
      REDIS_URL: this.options.redisUrl,
      LLM_BASE_URL: `${sandboxUrl}/v1`,
      LLM_MODEL: 'sandbox-chat',
      EMBEDDING_BASE_URL: `${sandboxUrl}/v1`,
      EMBEDDING_MODEL: 'sandbox-embedding',
      RERANK_BASE_URL: `${sandboxUrl}/v1`,
      RERANK_MODEL: 'sandbox-rerank',
      SEARCH_BASE_URL: sandboxUrl,
      RAG_ALLOW_PRIVATE_ADDRESSES: 'true',
      SHADOW_HUNTER_ALLOW_PRIVATE_ADDRESSES: 'true',
      LOG_FORMAT: 'json',
      LOG_LEVEL: 'warn',
      ...this.options.env,
    };
  }
}

async function provision(name: string, env: Record<string, string>): Promise<z.infer<typeof Provisioned>> {
  const output = await runToEnd({
    name: 'provision',
    script: 'libs/platform/dist/tenancy/provision.js',
    args: ['--tenant', name, '--app', name],
    env,
    write: () => undefined,
  });
  return Provisioned.parse(JSON.parse(output.split('\n').find((line) => line.startsWith('{')) ?? '{}'));
}
