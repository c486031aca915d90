import { setTimeout as delay } from 'node:timers/promises';
import { connect } from 'node:net';
import { run } from '../testing/step.js';
import type { Fleet } from '../fleet/fleet.js';
import { targetOf, type TcpProxy } from '../fleet/tcp-proxy.js';
import type { ThrowawayDatabase } from '../fleet/throwaway-database.js';
import type { ChaosConfig } from './chaos.config.js';

const AWAY_MS = 2_000;
const OUTAGE_MS = 5_000;
const KILL_EVERY_MS = 1_000;

/** Everything that is done to the fleet, by name. Each resolves when it is over. */
export class Disturbances {
  killed = 0;

  constructor(
    private readonly fleet: Fleet,
    private readonly database: ThrowawayDatabase,
    private readonly proxies: { postgres: TcpProxy; redis: TcpProxy },
    private readonly config: ChaosConfig,
    private readonly random: () => number,
    private readonly say: (line: string) => void,
  ) {}

  /** One random worker every second, until the signal. */
  async killWorkers(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await delay(KILL_EVERY_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const victim = this.fleet.workers[Math.floor(this.random() * this.fleet.workers.length)];
      victim?.kill();
      this.killed += 1;
    }
  }

  async restartRedis(options: { keepData: boolean }): Promise<void> {
    this.say(`Redis restarts ${options.keepData ? 'with' : 'without'} its data`);
    const { redis } = this.proxies;
    await redis.cut();
    if (this.config.restartRedis !== undefined) await command(this.config.restartRedis);
    else await delay(AWAY_MS);
    if (!options.keepData) await flushAll(this.config.redisUrl);
    await redis.open();
  }

  async restartPostgres(): Promise<void> {
    this.say('PostgreSQL restarts');
    const { postgres } = this.proxies;
    await postgres.cut();
    if (this.config.restartPostgres !== undefined) await command(this.config.restartPostgres);
    else {
      await this.database.admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()`,
        [this.database.name],
      );
      await delay(AWAY_MS);
    }
    await postgres.open();
  }

  async embeddingOutage(): Promise<void> {
    this.say('embeddings are away for 5 s');
    await this.fleet.dial({ kind: 'embedding', error_rate: 1, error_status: 503 });
    await delay(OUTAGE_MS);
    await this.fleet.dial({ kind: 'embedding', error_rate: 0 });
  }
}

async function command(shell: string): Promise<void> {
  const code = await run(['sh', '-c', shell]);
  if (code !== 0) throw new Error(`"${shell}" ended with code ${code}`);
}

/** One command does not need a client library; the answer is `+OK`. */
async function flushAll(redisUrl: string): Promise<void> {
  const { password, username } = new URL(redisUrl);
  const authenticate =
    password === '' ? '' : `AUTH ${username === '' ? 'default' : username} ${decodeURIComponent(password)}\r\n`;
  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = connect(targetOf(redisUrl, 6379), () => socket.write(`${authenticate}FLUSHALL\r\nQUIT\r\n`));
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.once('error', reject);
    socket.once('close', () => resolve(text));
  });
  if (!/^(\+OK\s*)+$/.test(answer)) throw new Error(`FLUSHALL was answered with ${JSON.stringify(answer)}`);
}
