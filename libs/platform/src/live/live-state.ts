import { hostname } from 'node:os';
import type { OnModuleDestroy } from '@nestjs/common';
import type { LiveSnapshot } from '@tradewind/contracts';
import type { Upstream } from '@tradewind/upstream';
import type { Database } from '../database/database.js';
import { LiveFeed } from './live-feed.js';
import { liveSnapshot } from './live-snapshot.js';

/** Often enough for the eye, seldom enough that fifty open consoles cost next to nothing. */
const INTERVAL_MS = 1_000;
const MAX_LISTENERS = 200;

export interface LiveSources {
  service: string;
  /** Asked at the first look, when every module exists. */
  upstream: () => Pick<Upstream, 'snapshot'>;
  database: Pick<Database, 'snapshot'>;
}

/** The state of this process for everybody who watches it. */
export class LiveState implements OnModuleDestroy {
  readonly service: string;
  readonly #feed: LiveFeed<LiveSnapshot>;

  constructor({ service, upstream, database }: LiveSources) {
    this.service = service;
    const instance = `${hostname()}:${String(process.pid)}`;
    const look = (): LiveSnapshot =>
      liveSnapshot(
        {
          service,
          instance,
          at: new Date(),
          uptimeMs: process.uptime() * 1_000,
          residentBytes: process.memoryUsage.rss(),
        },
        upstream().snapshot(),
        database.snapshot(),
      );
    this.#feed = new LiveFeed(look, { intervalMs: INTERVAL_MS, maxListeners: MAX_LISTENERS });
  }

  /** @throws AppError 429 `live.too_many_listeners` */
  follow(): AsyncGenerator<LiveSnapshot, void, undefined> {
    return this.#feed.follow();
  }

  /** Before the HTTP server waits for its open answers. */
  onModuleDestroy(): void {
    this.#feed.close();
  }
}
