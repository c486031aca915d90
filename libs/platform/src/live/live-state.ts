import { hostname } from 'node:os';
import type { OnModuleDestroy } from '@nestjs/common';
import type { LiveHistory, LiveSnapshot } from '@tradewind/contracts';
import type { Upstream } from '@tradewind/upstream';
import type { Database } from '../database/database.js';
import { DatabaseWatch } from './database-watch.js';
import { LiveFeed } from './live-feed.js';
import { liveSnapshot } from './live-snapshot.js';
import { SampleRing } from './sample-ring.js';

/** Often enough for the eye, seldom enough that fifty open consoles cost next to nothing. */
export const INTERVAL_MS = 1_000;
export const MAX_LISTENERS = 200;
/** How often it is looked for the history while nobody watches. */
const SAMPLE_MS = 2_500;
const DATABASE_WATCH = { everyMs: 5_000, timeoutMs: 5_000 };

export interface LiveSources {
  service: string;
  /** Asked at the first look, when every module exists. */
  upstream: () => Pick<Upstream, 'snapshot'>;
  database: Pick<Database, 'snapshot' | 'system'>;
}

/** The state of this process for everybody who watches it, and its last 15 minutes. */
export class LiveState implements OnModuleDestroy {
  readonly service: string;
  readonly instance = `${hostname()}:${String(process.pid)}`;
  readonly #sources: LiveSources;
  readonly #history = new SampleRing();
  readonly #database: DatabaseWatch;
  readonly #feed: LiveFeed<LiveSnapshot>;
  #sampling: NodeJS.Timeout | undefined;

  constructor(sources: LiveSources) {
    this.#sources = sources;
    this.service = sources.service;
    this.#database = new DatabaseWatch(
      () => sources.database.system((manager) => manager.query('SELECT 1')),
      DATABASE_WATCH,
    );
    this.#feed = new LiveFeed(() => this.look(), {
      intervalMs: INTERVAL_MS,
      maxListeners: MAX_LISTENERS,
      whileWatched: () => this.watchDatabase(),
    });
  }

  /** From when every module exists. */
  onApplicationBootstrap(): void {
    this.#sampling = setInterval(() => void this.look(), SAMPLE_MS);
    this.#sampling.unref();
  }

  look(): LiveSnapshot {
    const { service, upstream, database } = this.#sources;
    const snapshot = liveSnapshot(
      {
        service,
        instance: this.instance,
        at: new Date(),
        uptimeMs: process.uptime() * 1_000,
        residentBytes: process.memoryUsage.rss(),
        postgresql: this.#database.state,
      },
      upstream().snapshot(),
      database.snapshot(),
    );
    this.#history.add(snapshot);
    return snapshot;
  }

  history(): LiveHistory {
    return this.#history.toWire();
  }

  /** Asks PostgreSQL whether it is there until the returned function is called. */
  watchDatabase(): () => void {
    return this.#database.start();
  }

  /** @throws AppError 429 `live.too_many_listeners` */
  follow(): AsyncGenerator<LiveSnapshot, void, undefined> {
    return this.#feed.follow();
  }

  /** Before the HTTP server waits for its open answers. */
  onModuleDestroy(): void {
    clearInterval(this.#sampling);
    this.#feed.close();
  }
}
