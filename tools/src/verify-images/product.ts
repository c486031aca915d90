import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { loadDemoCatalogue } from '../demo/catalogue.js';
import { createEdge } from '../stack/edge.js';
import { choosePort } from '../stack/ports.js';
import { waitUntilReady } from '../stack/supervised-process.js';
import type { Services } from '../testing/services.config.js';
import { mustRun } from './command.js';
import { Container, runContainer } from './container.js';
import type { Engine, ServiceImage } from './engine.js';

const API_KEY = 'tw_images-are-verified-with-this';
const ROLES = ['risk', 'catalog', 'worker'] as const;
type Role = (typeof ROLES)[number];

/** The whole product from its images, on real servers: a database of its own, the stand-in downstreams beside. */
export class ImagesProduct {
  private readonly containers = new Map<Role | 'sandbox', Container>();
  private edge: Server | undefined;
  private database = '';
  private readonly workFolder = mkdtempSync(join(tmpdir(), 'tradewind-images-'));
  private ports: Record<Role | 'edge' | 'sandbox', number> = { risk: 0, catalog: 0, worker: 0, edge: 0, sandbox: 0 };

  constructor(
    private readonly engine: Engine,
    private readonly images: Readonly<Record<ServiceImage, string>>,
    private readonly services: Services,
    private readonly startSandbox: (port: number) => Promise<void>,
    private readonly logFolder: string,
  ) {}

  url(name: Role | 'edge' | 'sandbox'): string {
    return `http://127.0.0.1:${String(this.ports[name])}`;
  }

  async start(): Promise<void> {
    for (const name of ['risk', 'catalog', 'worker', 'edge', 'sandbox'] as const)
      this.ports[name] = await choosePort(0);
    await this.startSandbox(this.ports.sandbox);
    const databaseUrl = await this.createDatabase();
    const catalog = this.images['catalog-service'];
    const database = { DATABASE_URL: databaseUrl };
    const migrate = ['node', 'libs/platform/dist/database/migrate.js'];
    await runContainer(
      this.engine,
      { name: 'migrate', image: catalog, command: migrate, env: database },
      this.logFolder,
    );
    const provision = [
      'node',
      'libs/platform/dist/tenancy/provision.js',
      '--tenant',
      'demo',
      '--app',
      'demo',
      '--key',
      API_KEY,
    ];
    await runContainer(
      this.engine,
      { name: 'provision', image: catalog, command: provision, env: database },
      this.logFolder,
    );

    const env = { ...database, ...this.environment() };
    this.run('risk', this.images['risk-service'], env);
    this.run('catalog', catalog, env);
    this.run('worker', catalog, env, ['node', 'apps/catalog-service/dist/worker.js']);
    this.edge = createEdge({ risk: this.url('risk'), catalog: this.url('catalog') });
    await new Promise<void>((done) => this.edge?.listen(this.ports.edge, '127.0.0.1', done));
    await Promise.all(ROLES.map((role) => waitUntilReady(`${this.url(role)}/readyz`, 60_000)));
  }

  /** The demo: ingestion, search, recommendation, check, report, streamed chat. @returns its words */
  async mainJob(): Promise<string> {
    const target = { edgeUrl: this.url('edge'), sandboxUrl: this.url('sandbox'), apiKey: API_KEY };
    await loadDemoCatalogue(target);
    return mustRun(process.execPath, [join(import.meta.dirname, '../demo.js')], {
      BASE_URL: target.edgeUrl,
      API_KEY,
      DOCUMENTS_URL: `${target.sandboxUrl}/oss`,
      REPORT_FILE: join(this.workFolder, 'report.html'),
      NO_COLOR: '1',
    });
  }

  /** A chat completion, begun now. */
  chat(): Promise<Response> {
    return fetch(`${this.url('risk')}/v1/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'tradewind-chat', messages: [{ role: 'user', content: 'What does FOB mean?' }] }),
    });
  }

  async setDial(dial: object): Promise<void> {
    const answer = await fetch(`${this.url('sandbox')}/dials`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([dial]),
    });
    if (!answer.ok) throw new Error(`POST /dials answered ${String(answer.status)}: ${await answer.text()}`);
  }

  container(role: Role): Container {
    const found = this.containers.get(role);
    if (found === undefined) throw new Error(`${role} was not started`);
    return found;
  }

  async stop(): Promise<void> {
    this.edge?.close();
    this.edge?.closeAllConnections();
    for (const container of this.containers.values()) await container.signal('SIGKILL');
    rmSync(this.workFolder, { recursive: true, force: true });
    if (this.database !== '') await this.onServer(`DROP DATABASE IF EXISTS ${this.database} WITH (FORCE)`);
  }

  private run(role: Role, image: string, env: Record<string, string>, command?: readonly string[]): void {
    const own = { ...env, PORT: String(this.ports[role]) };
    const spec = { name: role, image, env: own, ...(command && { command }) };
    this.containers.set(role, Container.start(this.engine, spec, this.logFolder));
  }

  private environment(): Record<string, string> {
    const sandbox = this.url('sandbox');
    return {
      HOST: '127.0.0.1',
      REDIS_URL: this.services.redisUrl,
      LLM_BASE_URL: `${sandbox}/v1`,
      LLM_MODEL: 'sandbox-chat',
      EMBEDDING_BASE_URL: `${sandbox}/v1`,
      EMBEDDING_MODEL: 'sandbox-embedding',
      RERANK_BASE_URL: `${sandbox}/v1`,
      RERANK_MODEL: 'sandbox-rerank',
      SEARCH_BASE_URL: sandbox,
      RAG_ALLOW_PRIVATE_ADDRESSES: 'true',
      SHADOW_HUNTER_ALLOW_PRIVATE_ADDRESSES: 'true',
      SHUTDOWN_GRACE_MS: '10000',
      SHUTDOWN_DRAIN_MS: '1000',
    };
  }

  private async createDatabase(): Promise<string> {
    this.database = `tradewind_images_${String(process.pid)}`;
    await this.onServer(`CREATE DATABASE ${this.database}`);
    const url = new URL(this.services.databaseUrl);
    url.pathname = `/${this.database}`;
    return url.href;
  }

  private async onServer(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.services.databaseUrl });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  }
}
